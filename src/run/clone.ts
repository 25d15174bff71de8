/**
 * `clone`: views of what another target has, under the names that the selected nodes have here. What is here already
 * stays, unless everything is to be made anew. On Postgres a table cannot be cloned without copying, so all are views.
 */
import { cloneNode } from '../compile/clone-node.ts'
import { buildGraph } from '../graph/graph.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model, Node } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'
import { connectedTo } from './connected.ts'
import type { Emit, RunEvent } from './events.ts'
import { KnownRelations } from './known-relations.ts'
import type { NodeResult, RunResults } from './result.ts'
import { type RunOptions, run } from './run.ts'

export async function clone(options: RunOptions & { readonly deferral: Deferral }): Promise<RunResults> {
  const { manifest, deferral, warehouse, emit } = options
  const nodes = options.ids.flatMap((id) => manifest.nodes.get(id) ?? []).filter(isCloned)
  const known = new KnownRelations()
  const schemas = [...new Set(nodes.map(({ schema }) => schema))].sort()
  await connectedTo(options)(null, (connection) => known.load(connection, schemas))
  const clones = new Map<UniqueId, Model>()
  const idle: [Node, string][] = []
  for (const node of nodes) {
    const elsewhere = deferral.relations.get(node.id)
    const clone = elsewhere === undefined ? null : cloneNode(node, elsewhere)
    const name = node.relation === null ? node.alias : writeRelation(node.relation)
    const there = known.kindOf(node.schema, node.alias) !== null
    if (elsewhere === undefined || clone === null) idle.push([node, `the other target has no ${name}`])
    else if (there && !options.fullRefresh) idle.push([node, `${name} is here already`])
    else if (
      elsewhere.schema === node.schema &&
      elsewhere.identifier === node.alias &&
      (elsewhere.database ?? warehouse.database) === (node.database ?? warehouse.database)
    )
      idle.push([node, `${name} is the other target's own`])
    else clones.set(node.id, clone)
  }
  const now = options.clock()
  const idleResults = idle.map(([node]) => idleResult(node, now))
  const results = await run({
    ...options,
    // Nobody waits for anybody: each reads what is there already.
    graph: buildGraph(withNodes(manifest, clones, () => ({ nodes: [], macros: [] }))),
    manifest: withNodes(manifest, clones, ({ dependsOn }) => dependsOn),
    ids: [...clones.keys()],
    hooks: false,
    testsBlock: false,
    emit: withIdle(emit, idle, idleResults),
  })
  return withResults(results, idleResults)
}

type Cloned = Exclude<Node, { readonly kind: 'test' | 'analysis' | 'function' | 'operation' }>

function isCloned(node: Node): node is Cloned {
  return node.kind === 'seed' || node.kind === 'snapshot' || (node.kind === 'model' && node.relation !== null)
}

function withNodes(
  manifest: Manifest,
  clones: ReadonlyMap<UniqueId, Model>,
  dependsOn: (node: Model) => Node['dependsOn'],
): Manifest {
  const nodes = new Map(manifest.nodes)
  for (const [id, node] of clones) nodes.set(id, { ...node, dependsOn: dependsOn(node) })
  return { ...manifest, nodes }
}

/** dbt's result of a clone that was not needed. */
function idleResult(node: Node, now: Date): NodeResult {
  const moment = { startedAt: now, completedAt: now }
  return {
    id: node.id,
    status: 'success',
    message: 'No-op',
    failures: null,
    compile: moment,
    execute: moment,
    executionTime: 0,
    threadId: '',
    response: null,
    compiledCode: null,
    relationName: node.relation === null ? null : writeRelation(node.relation),
    diagnostics: [],
  }
}

/** The events of a run with those of nodes for which nothing was done, which come first. */
function withIdle(emit: Emit, idle: readonly (readonly [Node, string])[], results: readonly NodeResult[]): Emit {
  let total = 0
  return (event: RunEvent) => {
    switch (event.kind) {
      case 'run-started': {
        total = event.ids.length + idle.length
        emit({ ...event, ids: [...idle.map(([{ id }]) => id), ...event.ids] })
        for (const [at, [{ id }, why]] of idle.entries()) {
          const result = results[at]
          emit({ kind: 'node-started', id, index: at + 1, total, threadId: 'Thread-1' })
          emit({ kind: 'notice', id, severity: 'INFO', message: why })
          if (result !== undefined) emit({ kind: 'node-finished', result, index: at + 1, total })
        }
        return
      }
      case 'node-started':
        return emit({ ...event, index: event.index + idle.length, total })
      case 'node-finished':
        return emit({ ...event, result: bare(event.result), index: event.index + idle.length, total })
      case 'run-finished':
        return emit({ ...event, results: withResults(event.results, results) })
      default:
        return emit(event)
    }
  }
}

function withResults(results: RunResults, idle: readonly NodeResult[]): RunResults {
  return { ...results, results: [...idle, ...results.results.map(bare)] }
}

/** A clone is not compiled: what was sent is no code of the node's. */
function bare(result: NodeResult): NodeResult {
  return { ...result, compiledCode: null }
}
