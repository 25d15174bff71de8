import type { Diagnostic } from '../base/diagnostic.ts'
import type { CompiledNode } from '../compile/compiler.ts'
import { inProjectFile } from '../compile/user-place.ts'
import { storedRelation } from '../resources/describe.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { DataTest, Model, Node, Seed, Snapshot, UserFunction } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'
import type { Connected } from './connected.ts'
import type { Connection } from './connection.ts'
import { explainFailure } from './explain-failure.ts'
import { failureMessage, failurePlace } from './failure-message.ts'
import type { Job, RunState } from './job.ts'
import { LookBackDesk } from './look-back/look-back-desk.ts'
import { pointToLatest } from './materialize/latest-version-pointer.ts'
import { materialize } from './materialize/materialize.ts'
import { checkNameLength } from './name-length.ts'
import { nodeDatabase } from './node-database.ts'
import { withRemedy } from './remedy.ts'
import type { NodeResult, Timing } from './result.ts'
import type { RunOptions } from './run.ts'
import { runFunction, type ScopeOf } from './run-function.ts'
import { runDataTest } from './test/data-test.ts'
import { elsewhere, testElsewhere } from './test/elsewhere.ts'

type Outcome = Pick<
  NodeResult,
  'status' | 'message' | 'failures' | 'response' | 'compiledAt' | 'overloads' | 'failingRows'
>

/** How far a node came; read when it failed on the way. */
interface Progress {
  compiled: CompiledNode | null
  compile: Timing | null
  execute: Timing | null
  connection: Connection | null
}

/** Compiles a node and does its work on a connection of its own. Never throws: what goes wrong is the node's result. */
export async function runNode(
  node: Node,
  threadId: string,
  state: RunState,
  options: RunOptions,
  connected: Connected,
): Promise<NodeResult> {
  const begun = options.now()
  const diagnostics: Diagnostic[] = []
  const progress: Progress = { compiled: null, compile: null, execute: null, connection: null }
  const notice = (message: string) => options.emit({ kind: 'notice', id: node.id, severity: 'WARNING', message })
  let outcome: Outcome
  try {
    const carriedOut = node.kind === 'test' ? elsewhere(node, state) : null
    const done = await connected(node.id, async (connection) => {
      progress.connection = connection
      const bench = { connection: nodeDatabase(connection, state.known, options.warehouse.database), threadId }
      const keepsTemporary = options.warehouse.pooled !== true
      const desk = new LookBackDesk({ connection, lookBacks: state.lookBacks, node, keepsTemporary })
      await timed(
        options.clock,
        (timing) => (progress.compile = timing),
        async () => {
          if (node.kind !== 'seed') {
            progress.compiled = await state.compiler.compile(node, { ...bench, planLookBack: desk.plan })
            diagnostics.push(...(await desk.findings(progress.compiled.code.text)))
          }
          // What a template asked while it was compiled belongs to no transaction of the node's.
          await connection.commit()
        },
      )
      checkNameLength(node)
      options.emit({ kind: 'node-executing', id: node.id, threadId })
      const executing = (act: () => Promise<Outcome>) =>
        timed(options.clock, (timing) => (progress.execute = timing), act)
      if (carriedOut !== null) {
        const given = await state.compiler.argumentsOf(carriedOut.test, bench)
        // Where there is but one session, it would wait for this one.
        return () =>
          executing(() => testElsewhere(carriedOut, given, { state, options, connected, diagnostics, notice }))
      }
      const scope = state.compiler.scope(node, bench, progress.compiled)
      const job: Job = {
        node,
        compiled: progress.compiled,
        scope,
        connection,
        state,
        warn: (diagnostic) => diagnostics.push(diagnostic),
        notice,
      }
      return await executing(() =>
        work(job, options, (other, compiled) => state.compiler.scope(other, bench, compiled)),
      )
    })
    outcome = typeof done === 'function' ? await done() : done
  } catch (error) {
    const [first, ...more] = explainFailure(error, node, progress.compiled, progress.connection)
    const told = [await withRemedy(first, node, progress.compiled, options.manifest, connected), ...more]
    diagnostics.push(...told.map((one) => (node.kind === 'seed' ? one : inProjectFile(one, node))))
    outcome = {
      status: 'error',
      message: failureMessage(error, { node, ...progress }),
      failures: null,
      response: null,
      ...failurePlace(error, progress),
    }
  }
  const relation = storedRelation(node)
  return {
    id: node.id,
    ...outcome,
    compile: progress.compile,
    execute: progress.execute,
    executionTime: (options.now() - begun) / 1000,
    threadId,
    compiledCode: progress.compiled?.code.text ?? null,
    relationName: relation === null ? null : writeRelation(relation),
    diagnostics,
  }
}

async function work(job: Job, options: RunOptions, scopeOf: ScopeOf): Promise<Outcome> {
  if (job.node.kind === 'test') {
    return runDataTest(job as Job<DataTest>, options)
  }
  if (job.node.kind === 'function') return runFunction(job as Job<UserFunction>, scopeOf, options)
  const { message, response } = await materialize(job as Job<Model | Seed | Snapshot>)
  if (job.node.kind === 'model') await pointToLatest(job as Job<Model>, scopeOf)
  return { status: 'success', message, failures: null, response }
}

export async function timed<T>(clock: () => Date, tell: (timing: Timing) => void, act: () => Promise<T>): Promise<T> {
  const startedAt = clock()
  try {
    return await act()
  } finally {
    tell({ startedAt, completedAt: clock() })
  }
}

/** The result of a node that did not run: because of another, of the first failure, or (null) as the run was stopped. */
export function skippedResult(id: UniqueId, because: UniqueId | 'fail-fast' | null): NodeResult {
  return {
    id,
    status: 'skipped',
    message:
      because === null ? null : because === 'fail-fast' ? 'the first failure ended the run' : `because of ${because}`,
    failures: null,
    compile: null,
    execute: null,
    executionTime: 0,
    threadId: '',
    response: null,
    compiledCode: null,
    relationName: null,
    diagnostics: [],
  }
}

/** What becomes of what is idle: there is nothing to do for it. */
export function noOpResult(id: UniqueId, threadId: string): NodeResult {
  return { ...skippedResult(id, null), status: 'no-op', message: 'NO-OP', failures: 0, threadId }
}
