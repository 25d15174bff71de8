import type { Json } from '../base/json.ts'
import { dataValue, resultsValue } from '../compile/node-scope.ts'
import type { Operation } from '../resources/node.ts'
import type { Connected } from './connected.ts'
import { describeResult } from './describe-result.ts'
import { explainOperation } from './errors.ts'
import type { RunState } from './job.ts'
import { nodeDatabase } from './node-database.ts'
import type { NodeResult } from './result.ts'
import type { RunOptions } from './run.ts'

/**
 * The statements of `on-run-start` or `on-run-end`: installed packages' first, the root project's last, each in a
 * transaction of its own. True when one failed; then the later ones are not run.
 */
export async function runHooksOf(
  when: 'on-run-start' | 'on-run-end',
  options: RunOptions,
  state: RunState,
  connected: Connected,
  results: NodeResult[],
): Promise<boolean> {
  for (const hook of hooksOf(when, options)) {
    const result = await runHook(hook, when, options, state, connected, results)
    results.push(result)
    options.emit({ kind: 'hook-finished', result })
    if (result.status === 'error') return true
  }
  return false
}

function hooksOf(when: string, { manifest }: RunOptions): readonly Operation[] {
  const hooks = [...manifest.nodes.values()].filter(
    (node): node is Operation => node.kind === 'operation' && node.tags.includes(when),
  )
  const isRoot = (hook: Operation): number => (hook.package === manifest.projectName ? 1 : 0)
  return hooks.sort(
    (a, b) =>
      isRoot(a) - isRoot(b) ||
      (a.package < b.package ? -1 : a.package > b.package ? 1 : 0) ||
      (a.index ?? 0) - (b.index ?? 0),
  )
}

async function runHook(
  hook: Operation,
  when: 'on-run-start' | 'on-run-end',
  options: RunOptions,
  state: RunState,
  connected: Connected,
  results: readonly NodeResult[],
): Promise<NodeResult> {
  const begun = options.now()
  const startedAt = options.clock()
  const base = { id: hook.id, failures: null, threadId: 'Thread-1', response: null, relationName: null }
  const timing = (): { readonly startedAt: Date; readonly completedAt: Date } => ({
    startedAt,
    completedAt: options.clock(),
  })
  try {
    const code = await connected(hook.id, async (connection) => {
      const bench = {
        connection: nodeDatabase(connection, state.known, options.warehouse.database),
        threadId: 'Thread-1',
        ...(when === 'on-run-end' ? { more: endNames(options, results) } : {}),
      }
      const { code: mapped } = await state.compiler.compile(hook, bench)
      if (mapped.text.trim() !== '') {
        connection.begin()
        await connection.execute(mapped.text)
      }
      await connection.commit()
      return mapped.text
    })
    return {
      ...base,
      status: 'success',
      message: 'OK',
      compile: null,
      execute: timing(),
      executionTime: (options.now() - begun) / 1000,
      compiledCode: code,
      diagnostics: [],
    }
  } catch (error) {
    const diagnostics = explainOperation(error, hook)
    return {
      ...base,
      status: 'error',
      message: diagnostics[0].message,
      compile: null,
      execute: timing(),
      executionTime: (options.now() - begun) / 1000,
      compiledCode: null,
      diagnostics,
    }
  }
}

/** What only `on-run-end` sees: the results so far, and where they were built. */
function endNames({ manifest }: RunOptions, results: readonly NodeResult[]) {
  const built = results
    .flatMap((result) => manifest.nodes.get(result.id) ?? [])
    .filter((node) => node.kind !== 'test' && node.kind !== 'operation')
  const schemas = [...new Set(built.map((node) => node.schema))]
  const databaseSchemas: Json = [
    ...new Map(
      built.map((node) => [`${node.database}.${node.schema}`, [node.database, node.schema] as const]),
    ).values(),
  ]
  return {
    results: () => resultsValue(results.map((result) => describeResult(result, manifest))),
    schemas: () => dataValue(schemas),
    database_schemas: () => dataValue(databaseSchemas),
  }
}
