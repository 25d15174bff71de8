import type { Json, JsonObject } from '../base/json.ts'
import type { CompiledNode } from '../compile/compiler.ts'
import { dataValue, resultsValue } from '../compile/node-scope.ts'
import { inProjectFile } from '../compile/user-place.ts'
import type { Node, Operation } from '../resources/node.ts'
import type { Connected } from './connected.ts'
import type { Connection } from './connection.ts'
import { describeResult } from './describe-result.ts'
import { databaseErrorOf, explainFailure } from './explain-failure.ts'
import { psqlLines } from './failure-message.ts'
import type { RunState } from './job.ts'
import { nodeDatabase } from './node-database.ts'
import { withRemedy } from './remedy.ts'
import type { NodeResult, NodeStatus } from './result.ts'
import type { RunOptions } from './run.ts'

/** What hooks need of a run. */
export type HookOptions = Pick<RunOptions, 'manifest' | 'warehouse' | 'now' | 'clock' | 'emit'>

type HookState = Pick<RunState, 'compiler' | 'known'>

type Phase = 'on-run-start' | 'on-run-end'

/**
 * The statements of `on-run-start` or `on-run-end`: installed packages' first, the root project's last, each in a
 * transaction of its own. True when one failed; then the later ones are skipped. `checked` is what `on-run-end` of a
 * freshness check is told instead of nodes.
 */
export async function runHooksOf(
  when: Phase,
  options: HookOptions,
  state: HookState,
  connected: Connected,
  results: NodeResult[],
  checked: readonly JsonObject[] | null = null,
): Promise<boolean> {
  let failed = false
  const hooks = hooksOf(when, options)
  for (const [at, hook] of hooks.entries()) {
    const place = { index: at + 1, total: hooks.length }
    options.emit({ kind: 'hook-started', id: hook.id, ...place })
    const begun = { hook, when, place: place.index }
    const result: NodeResult = failed
      ? skippedHook(begun)
      : await runHook(
          begun,
          options,
          state,
          connected,
          when === 'on-run-end' ? endNames(options, results, checked) : {},
        )
    results.push(result)
    options.emit({ kind: 'hook-finished', result, ...place })
    failed ||= result.status === 'error'
  }
  return failed
}

function hooksOf(when: string, { manifest }: HookOptions): readonly Operation[] {
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

/** A hook, with its place among those of its time, of all packages: by that dbt names it. */
interface PlacedHook {
  readonly hook: Operation
  readonly when: Phase
  readonly place: number
}

async function runHook(
  placed: PlacedHook,
  options: HookOptions,
  state: HookState,
  connected: Connected,
  more: Partial<ReturnType<typeof endNames>>,
): Promise<NodeResult> {
  const { now, clock } = options
  const { hook } = placed
  const begun = now()
  const startedAt = clock()
  const line = hookLine(placed)
  let compiled: CompiledNode | null = null
  let compiledBy: Date | null = null
  let connection: Connection | null = null
  const spent = () => ({
    compile: { startedAt, completedAt: compiledBy ?? clock() },
    execute: compiledBy === null ? null : { startedAt: compiledBy, completedAt: clock() },
    executionTime: (now() - begun) / 1000,
    compiledCode: compiled?.code.text ?? null,
  })
  try {
    await connected(hook.id, async (opened) => {
      connection = opened
      const bench = {
        connection: nodeDatabase(opened, state.known, options.warehouse.database, { begin: 'asked' }),
        threadId: CONTEXT_THREAD,
        more,
      }
      compiled = await state.compiler.compile(hook, bench)
      compiledBy = clock()
      // Not begun: one message is a transaction by itself, and `vacuum` takes no other.
      if (compiled.code.text.trim() !== '') await opened.execute(compiled.code.text)
      await opened.commit()
    })
    return { ...skippedHook(placed), ...spent(), status: 'success', message: `${line} passed`, failures: 0 }
  } catch (error) {
    const [first, ...more] = explainFailure(error, hook, compiled, connection)
    const told = await withRemedy(first, hook, compiled, options.manifest, connected)
    const diagnostics = [told, ...more].map((one) => inProjectFile(one, hook))
    const database = databaseErrorOf(error)
    const why = database === undefined ? [diagnostics[0]?.message ?? ''] : psqlLines(database, { compiled, connection })
    const message = `${line} failed, error:\n ${why.join('\n')}`
    return { ...skippedHook(placed), ...spent(), status: 'error', message, diagnostics }
  }
}

/** dbt runs them on its main thread, which templates and results call by different names. */
const CONTEXT_THREAD = 'MainThread'
const THREAD = 'main'

/** The result of a hook that did not run, in dbt's words. */
function skippedHook(placed: PlacedHook): NodeResult {
  return {
    id: placed.hook.id,
    place: placed.place,
    status: 'skipped',
    message: `${hookLine(placed)} skipped`,
    failures: 1,
    compile: null,
    execute: null,
    executionTime: 0,
    threadId: THREAD,
    response: null,
    compiledCode: null,
    relationName: null,
    diagnostics: [],
  }
}

/** `shop.on-run-start.0` */
function hookLine({ hook, when, place }: PlacedHook): string {
  return `${hook.package}.${when}.${place - 1}`
}

const NOT_BUILT: ReadonlySet<NodeStatus> = new Set<NodeStatus>(['error', 'fail', 'skipped'])

/**
 * What only `on-run-end` sees: the results of nodes, none where a hook at the start kept them from running (dbt's
 * `after_run`), and where something was built.
 */
function endNames({ manifest }: HookOptions, results: readonly NodeResult[], checked: readonly JsonObject[] | null) {
  const nodeOf = ({ id }: NodeResult): Node | undefined => manifest.nodes.get(id)
  const isHook = (result: NodeResult): boolean => nodeOf(result)?.kind === 'operation'
  const startFailed = results.some((result) => isHook(result) && result.status === 'error')
  const told = startFailed ? [] : results.filter((result) => !isHook(result))
  const built = told
    .filter(({ status }) => !NOT_BUILT.has(status))
    .flatMap((result) => nodeOf(result) ?? [])
    .filter((node) => node.kind !== 'test' || node.config.store_failures === true)
  const schemas = [...new Set(built.map((node) => node.schema))]
  const databaseSchemas: Json = [
    ...new Map(
      built.map((node) => [`${node.database}.${node.schema}`, [node.database, node.schema] as const]),
    ).values(),
  ]
  return {
    results: () => resultsValue(checked ?? told.map((result) => describeResult(result, manifest))),
    schemas: () => dataValue(schemas),
    database_schemas: () => dataValue(databaseSchemas),
  }
}
