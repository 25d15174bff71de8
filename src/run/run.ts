/**
 * Selected nodes → results. The flow: schemas made, relations listed → on-run-start → each node as soon as what it
 * depends on is done: compiled, built or tested, published → views that stayed on old relations led home → on-run-end.
 * Events tell what happens; an aborted signal cancels what runs on the server and starts nothing more.
 */
import type { Compiler, Database } from '../compile/compiler.ts'
import type { Graph } from '../graph/graph.ts'
import { subgraph } from '../graph/subgraph.ts'
import { withTestEdges } from '../graph/test-edges.ts'
import type { UniqueId } from '../resources/ids.ts'
import { isIdle, type Manifest } from '../resources/manifest.ts'
import { isMicrobatch } from '../resources/microbatch.ts'
import type { TargetSchema } from '../resources/target-schema.ts'
import { type Runnable, runnableOf } from '../resources/unit-test.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import type { Patience } from './backoff.ts'
import { compileRest } from './compile-rest.ts'
import { type Connected, connectedTo } from './connected.ts'
import type { Connection } from './connection.ts'
import { createSchemas, schemasOf } from './create-schemas.ts'
import { pooledConnection } from './errors.ts'
import type { Emit } from './events.ts'
import type { Executors, RunState, TestExecutors } from './job.ts'
import { KnownRelations } from './known-relations.ts'
import { LookBacks } from './look-back/look-backs.ts'
import { type BatchOrders, ordersUntil } from './microbatch/batch-orders.ts'
import { Desks } from './microbatch/desks.ts'
import { runMicrobatch } from './microbatch/run-microbatch.ts'
import { nodeDatabase } from './node-database.ts'
import { runHooksOf } from './operations.ts'
import { FunctionsAside } from './publish/functions-aside.ts'
import { Retired } from './publish/retired.ts'
import { Turns } from './publish/turns.ts'
import { isFailure, type NodeResult, type RunResults } from './result.ts'
import { noOpResult, runNode, skippedResult } from './run-node.ts'
import { schedule } from './schedule.ts'
import type { TraceTest } from './test/failing-rows.ts'
import { runUnitTest } from './test/unit-test.ts'

export interface RunOptions {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly compiler: Compiler
  readonly warehouse: Warehouse
  /**
   * What to run: models, seeds, snapshots and data tests. Ephemeral models are only compiled; exposures
   * and saved queries are told to have come to nothing, or to be skipped with what they depend on.
   */
  readonly ids: readonly UniqueId[]
  readonly threads: number
  /** Eight hexadecimal digits, unique to this run. */
  readonly run: string
  /** True when tests hold back what depends on what they test (`build`). */
  readonly testsBlock: boolean
  /** True for commands that run the project's `on-run-start` and `on-run-end`. */
  readonly hooks: boolean
  readonly fullRefresh: boolean
  readonly empty: boolean
  /** Which batches microbatch models are built in; those up to now, if nothing is said. */
  readonly batches?: BatchOrders
  readonly failFast: boolean
  /** A test that warns fails. */
  readonly warnIsError: boolean
  /** How many failing rows to keep of each data test. */
  readonly failingRows: number
  /** Finds out which columns of those rows hold what is personal, where their names do not say it. */
  readonly traceTest?: TraceTest
  /** For whom schemas that are missing are made, where that is one branch alone. */
  readonly targetSchema?: TargetSchema
  readonly lockTimeout: number
  /** Materializations of models that other rooms know how to build, by name. */
  readonly executors?: Executors
  /** Generic tests that other rooms know how to carry out. */
  readonly testExecutors?: TestExecutors
  readonly patience: Patience
  readonly jitter: () => number
  /** Milliseconds of a clock that only goes forward; and the time of day. */
  readonly now: () => number
  readonly clock: () => Date
  readonly emit: Emit
  readonly signal?: AbortSignal
}

export async function run(options: RunOptions): Promise<RunResults> {
  const { manifest, warehouse, compiler, emit, clock, signal } = options
  const startedAt = clock()
  // Ends what is under way at the first failure, where that is asked for.
  const halt = new AbortController()
  const working = signal === undefined ? halt.signal : AbortSignal.any([signal, halt.signal])
  const graph = subgraph(
    options.testsBlock ? withTestEdges(options.graph) : options.graph,
    options.ids.filter((id) => isRunnable(manifest, id)),
  )
  const threads = Math.min(options.threads, warehouse.maxSessions)
  const nodes = [...graph.resources.keys()].flatMap((id) => runnableOf(manifest, id) ?? [])
  const results: NodeResult[] = []
  const pending = new Set(nodes.flatMap((node) => relationKey(node) ?? []))
  const state: RunState = {
    compiler,
    known: new KnownRelations(),
    retired: new Retired(),
    functions: new FunctionsAside(),
    turns: new Turns(),
    run: options.run,
    fullRefresh: options.fullRefresh,
    empty: options.empty,
    lookBacks: new LookBacks(manifest, options.run),
    batches: options.batches ?? ordersUntil(startedAt),
    desks: new Desks(threads),
    patience: options.patience,
    jitter: options.jitter,
    lockTimeout: options.lockTimeout,
    executors: options.executors ?? new Map(),
    testExecutors: options.testExecutors ?? new Map(),
    isPending: (schema, name) => pending.has(`${schema}.${name}`),
    signal: working,
  }
  emit({ kind: 'run-started', ids: nodes.map((node) => node.id), threads: options.threads })

  const connected = connectedTo(options)
  const database = (connection: Connection): Database => nodeDatabase(connection, state.known, warehouse.database)

  await connected(null, async (connection) => {
    await state.known.load(connection, [...new Set(nodes.flatMap(schemasOf))].sort())
    await createSchemas(connection, nodes, state, database(connection), options.targetSchema)
  })
  if (warehouse.pooled === true) emit({ kind: 'warning', diagnostic: pooledConnection(warehouse.description) })
  const startFailed = options.hooks ? await runHooksOf('on-run-start', options, state, connected, results) : false

  let stop = startFailed && compiler.behaves('skip_nodes_if_on_run_start_fails')
  const stopped = (): boolean => stop || signal?.aborted === true
  let index = 0
  const finish = (result: NodeResult): void => {
    results.push(result)
    emit({ kind: 'node-finished', result, index: ++index, total: nodes.length })
  }
  /** Nothing is printed of what is idle. */
  const told = (result: NodeResult): void => {
    if (isIdle(manifest, result.id)) results.push(result)
    else finish(result)
  }
  const connectedWhileWorking = connectedTo({ ...options, signal: working })
  await schedule({
    graph,
    threads,
    stopped,
    skip: (id, because) => told(skippedResult(id, because)),
    async work(id, threadId) {
      if (isIdle(manifest, id)) {
        results.push(noOpResult(id, threadId))
        return true
      }
      const node = nodeOf(manifest, id)
      emit({ kind: 'node-started', id, index: index + 1, total: nodes.length, threadId })
      const done = await state.desks.at(() => runOne(node, threadId, state, options, connectedWhileWorking))
      const result = halt.signal.aborted && wasCancelled(done) ? skippedResult(id, 'fail-fast') : done
      pending.delete(relationKey(node) ?? '')
      finish(result)
      if (options.failFast && isFailure(result.status)) {
        stop = true
        halt.abort()
      }
      return !isFailure(result.status) || (node.kind === 'model' && node.config.on_error === 'continue')
    },
  })
  const done = new Set(results.map(({ id }) => id))
  const unbegun = halt.signal.aborted ? 'fail-fast' : null
  for (const id of graph.resources.keys()) if (!done.has(id)) told(skippedResult(id, unbegun))

  await settle(options, state)
  if (!stopped()) await compileRest(options, state, connected, results)
  if (options.hooks && signal?.aborted !== true) await runHooksOf('on-run-end', options, state, connected, results)
  const finished: RunResults = { results, startedAt, completedAt: clock(), interrupted: signal?.aborted === true }
  emit({ kind: 'run-finished', results: finished })
  return finished
}

function runOne(node: Runnable, threadId: string, state: RunState, options: RunOptions, connected: Connected) {
  if (node.kind === 'unit_test') return runUnitTest(node, threadId, state, options, connected)
  if (state.compiler.buildsInBatches && isMicrobatch(node))
    return runMicrobatch(node, threadId, state, options, connected)
  return runNode(node, threadId, state, options, connected)
}

/** Leads home what still reads relations that stepped aside. Not under the signal: an aborted run leaves none behind. */
async function settle({ warehouse, emit, now, signal, compiler }: RunOptions, state: RunState) {
  const { retired, functions, patience, jitter } = state
  if (retired.isEmpty && functions.isEmpty) return
  const tried = { ...patience, attempts: signal?.aborted === true ? 1 : Math.min(patience.attempts, 5) }
  const warnings = await connectedTo({ warehouse, emit, now, compiler })(null, async (connection) => [
    ...(await retired.settle(connection, { patience: tried, jitter, signal: undefined })),
    ...(await functions.settle(connection)),
  ])
  for (const diagnostic of warnings) emit({ kind: 'warning', diagnostic })
}

/** It was ended on the server, not by what it is. */
function wasCancelled({ status, diagnostics }: NodeResult): boolean {
  return status === 'error' && diagnostics[0]?.code === 'cancelled'
}

/** Ephemeral models live inside others; hooks and analyses have commands of their own. */
function isRunnable(manifest: Manifest, id: UniqueId): boolean {
  if (manifest.unitTests.has(id) || isIdle(manifest, id)) return true
  const node = manifest.nodes.get(id)
  if (node === undefined || node.kind === 'analysis' || node.kind === 'operation') return false
  return node.kind !== 'model' || node.relation !== null
}

/** What a node puts into the database, as `isPending` asks for it. */
function relationKey(node: Runnable): string | null {
  const builds = node.kind !== 'unit_test' && node.kind !== 'test' && node.kind !== 'function' && node.relation !== null
  return builds ? `${node.schema}.${node.alias}` : null
}

function nodeOf(manifest: Manifest, id: UniqueId): Runnable {
  const node = runnableOf(manifest, id)
  if (node === undefined) throw new Error(`${id} is not in the manifest`)
  return node
}
