import {
  AssayError,
  callMacro,
  createCompiler,
  execute,
  findOperation,
  INLINE_QUERY,
  type NodeResult,
  openWarehouse,
  parseYamlArgument,
  responseTo,
  withInlineQuery,
} from '../../assay.ts'
import type { JsonObject } from '../../base/json.ts'
import { type Call, EXIT } from '../command.ts'
import { excludingOptions, usage } from '../errors.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { writeManifest, writeRunResults } from '../write-artifacts.ts'

/**
 * Calls a macro, or runs SQL given with `--sql`, and writes what became of it into `run_results.json`. What goes wrong in
 * it is a failure, as in dbt, not a usage error.
 */
export async function runOperation(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  const [macro] = call.words
  const { sql } = flags
  if (macro === undefined && sql === null)
    throw usage('run-operation needs the name of a macro', "or SQL: --sql 'analyze'")
  if (macro !== undefined && sql !== null) throw excludingOptions('--sql', 'a macro', 'leave one of them out')
  const args = flags.args === null ? {} : parseYamlArgument(flags.args, '--args')
  const open = await openProject(call, sql === null ? {} : { prepare: (project) => withInlineQuery(project, sql) })
  writeManifest(open)
  const operation = macro === undefined ? inlineOperation(open) : macroOperation(macro, args as JsonObject, open) // YAML's values are JSON's
  await using warehouse = await openWarehouse(open.project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  const compiler = createCompiler(open.project, open.manifest, open.invocation)
  const begun = terminal.now()
  const startedAt = terminal.clock()
  const done = (more: Pick<NodeResult, 'status' | 'message' | 'failures' | 'response' | 'diagnostics'>): void => {
    const completedAt = terminal.clock()
    const result: NodeResult = {
      id: operation.id,
      compile: { startedAt, completedAt: startedAt },
      execute: { startedAt, completedAt },
      executionTime: (terminal.now() - begun) / 1000,
      threadId: 'MainThread',
      compiledCode: null,
      relationName: null,
      ...more,
    }
    writeRunResults(open, { results: [result], startedAt, completedAt, interrupted: terminal.signal.aborted })
  }
  try {
    const response = await operation.run({
      compiler,
      warehouse,
      now: terminal.now,
      signal: terminal.signal,
      emit: report.tell.bind(report),
    })
    done({ status: 'success', message: null, failures: 0, response, diagnostics: [] })
  } catch (thrown) {
    if (terminal.signal.aborted) return EXIT.interrupted
    if (!(thrown instanceof AssayError)) throw thrown
    const { diagnostics } = thrown
    done({ status: 'error', message: diagnostics[0].message, failures: 1, response: null, diagnostics })
    report.tell({ kind: 'operation-failed', diagnostics })
    // As in dbt: a macro that is not there was never run.
    return diagnostics[0].code === 'unknown-macro' && diagnostics[0].at === undefined ? EXIT.problem : EXIT.failures
  }
  return EXIT.fine
}

interface Operation {
  readonly id: NodeResult['id']
  readonly run: (options: Parameters<typeof execute>[1]) => Promise<NodeResult['response']>
}

/** Throws where no macro is called that. */
function macroOperation(name: string, args: JsonObject, { manifest }: OpenProject): Operation {
  const macro = findOperation(name, manifest)
  return {
    id: macro.id,
    async run(options) {
      await callMacro(macro, name, args, options)
      return null
    },
  }
}

function inlineOperation({ manifest }: OpenProject): Operation {
  const node = [...manifest.nodes.values()].find(({ name, kind }) => name === INLINE_QUERY && kind === 'analysis')
  if (node === undefined || node.kind === 'seed') throw new Error('the SQL of --sql was not parsed')
  return { id: node.id, run: async (options) => responseTo(await execute(node, options)) }
}
