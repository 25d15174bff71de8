import type { CompiledNode, Compiler, Database } from '../compile/compiler.ts'
import type { Graph } from '../graph/graph.ts'
import { topologicalOrder } from '../graph/order.ts'
import { subgraph } from '../graph/subgraph.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Session } from '../warehouse/warehouse.ts'
import type { Wire } from './connected.ts'
import { Connection } from './connection.ts'
import { explainFailure } from './explain-failure.ts'
import { KnownRelations } from './known-relations.ts'
import { nodeDatabase } from './node-database.ts'
import type { NodeResult, RunResults } from './result.ts'

export interface CompileOptions extends Wire {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly compiler: Compiler
  readonly ids: readonly UniqueId[]
  readonly clock: () => Date
  /** What templates ask instead of the warehouse, where they must not ask it. */
  readonly database?: Database
}

export interface Compilation extends RunResults {
  readonly compiled: ReadonlyMap<UniqueId, CompiledNode>
}

/** SQL for nodes, parents first. The warehouse is connected when the first template asks it something, and not before. */
export async function compileNodes(options: CompileOptions): Promise<Compilation> {
  const { manifest, compiler, clock, now, emit, signal } = options
  const order = topologicalOrder(subgraph(options.graph, options.ids))
  const nodes = order.flatMap((id) => manifest.nodes.get(id) ?? [])
  const compiled = new Map<UniqueId, CompiledNode>()
  const results: NodeResult[] = []
  const startedAt = clock()
  emit({ kind: 'run-started', ids: nodes.map((node) => node.id), threads: 1 })
  await using line = new LazyLine(options)
  for (const [at, node] of nodes.entries()) {
    if (signal?.aborted === true) break
    const begun = now()
    const begunAt = clock()
    emit({ kind: 'node-started', id: node.id, index: at + 1, total: nodes.length, threadId: 'Thread-1' })
    const done = (
      more: Pick<NodeResult, 'status' | 'message' | 'compiledCode' | 'relationName' | 'diagnostics'>,
    ): void => {
      const timing = { startedAt: begunAt, completedAt: clock() }
      const executionTime = (now() - begun) / 1000
      const result: NodeResult = {
        id: node.id,
        failures: null,
        compile: timing,
        execute: { startedAt: timing.completedAt, completedAt: timing.completedAt },
        executionTime,
        threadId: 'Thread-1',
        response: null,
        ...more,
      }
      // What only stands inside others is no result of its own, unless it is why nothing else can be compiled.
      if (node.relation !== null || node.kind !== 'model' || more.status === 'error') results.push(result)
      emit({ kind: 'node-finished', result, index: at + 1, total: nodes.length })
    }
    if (node.kind === 'seed') {
      done({ status: 'success', message: null, compiledCode: null, relationName: null, diagnostics: [] })
      continue
    }
    try {
      const made = await compiler.compile(node, { connection: options.database ?? line.database, threadId: 'Thread-1' })
      compiled.set(node.id, made)
      emit({ kind: 'node-executing', id: node.id, threadId: 'Thread-1' })
      done({
        status: 'success',
        message: null,
        compiledCode: made.code.text,
        relationName: made.relationName,
        diagnostics: [],
      })
    } catch (error) {
      const diagnostics = explainFailure(error, node, null, line.opened)
      done({ status: 'error', message: diagnostics[0].message, compiledCode: null, relationName: null, diagnostics })
    }
    await line.rollback()
  }
  const finished = { results, startedAt, completedAt: clock(), interrupted: signal?.aborted === true }
  emit({ kind: 'run-finished', results: finished })
  return { ...finished, compiled }
}

/** A connection that is opened when it is first used. */
class LazyLine implements AsyncDisposable {
  readonly #wire: Wire
  readonly #known = new KnownRelations()
  #opening: Promise<Session> | null = null
  #connection: Connection | null = null
  readonly database: Database

  constructor(wire: Wire) {
    this.#wire = wire
    const asked = async (): Promise<Database> => nodeDatabase(await this.#open(), this.#known, wire.warehouse.database)
    this.database = {
      execute: async (sql, autoBegin) => (await asked()).execute(sql, autoBegin),
      commit: async () => this.#connection?.commit(),
      relations: async (schema) => (await asked()).relations(schema),
      added: () => undefined,
      dropped: () => undefined,
      renamed: () => undefined,
    }
  }

  /** The connection, where it was opened. */
  get opened(): Connection | null {
    return this.#connection
  }

  async rollback(): Promise<void> {
    await this.#connection?.rollback()
  }

  async #open(): Promise<Connection> {
    const { warehouse, emit, now, signal, compiler } = this.#wire
    this.#opening ??= warehouse.open()
    const session = await this.#opening
    const comment = await compiler.comment(null)
    this.#connection ??= new Connection(
      session,
      (record) => emit({ kind: 'statement', id: null, ...record }),
      now,
      signal,
      comment,
    )
    return this.#connection
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#opening)?.[Symbol.asyncDispose]()
  }
}
