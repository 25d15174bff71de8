import {
  AssayError,
  callMacro,
  createCompiler,
  execute,
  INLINE_QUERY,
  openWarehouse,
  parseYamlArgument,
  withInlineQuery,
} from '../../assay.ts'
import type { JsonObject } from '../../base/json.ts'
import { type Call, EXIT } from '../command.ts'
import { excludingOptions, usage } from '../errors.ts'
import { cacheFolder, openProject } from '../open-project.ts'

/** Calls a macro, or runs SQL given with `--sql`. What goes wrong in it is a failure, as in dbt, not a usage error. */
export async function runOperation(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  const [macro] = call.words
  const { sql } = flags
  if (macro === undefined && sql === null)
    throw usage('run-operation needs the name of a macro', "or SQL: --sql 'analyze'")
  if (macro !== undefined && sql !== null) throw excludingOptions('--sql', 'a macro', 'leave one of them out')
  const args = flags.args === null ? {} : parseYamlArgument(flags.args, '--args')
  const open = await openProject(call, sql === null ? {} : { prepare: (project) => withInlineQuery(project, sql) })
  const { project, manifest, invocation } = open
  const compiler = createCompiler(project, manifest, invocation)
  await using warehouse = await openWarehouse(project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  const options = {
    compiler,
    warehouse,
    now: terminal.now,
    signal: terminal.signal,
    emit: report.tell.bind(report),
  }
  try {
    if (macro !== undefined)
      await callMacro(macro, args as JsonObject, manifest, options) // YAML's values are JSON's
    else {
      const node = [...manifest.nodes.values()].find(({ name, kind }) => name === INLINE_QUERY && kind === 'analysis')
      if (node !== undefined && node.kind !== 'seed') await execute(node, options)
    }
  } catch (thrown) {
    if (terminal.signal.aborted) return EXIT.interrupted
    if (!(thrown instanceof AssayError)) throw thrown
    report.tell({ kind: 'diagnostics', diagnostics: thrown.diagnostics })
    return EXIT.failures
  }
  return EXIT.fine
}
