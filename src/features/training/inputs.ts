import { sha256 } from '../../base/digest.ts'
import { type Graph, parents, resourceOf } from '../../graph/graph.ts'
import { topologicalOrder } from '../../graph/order.ts'
import { ancestors } from '../../graph/walk.ts'
import { clocksOf, type Timed } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'

/** One of the relations a training set comes from, and what was in it. */
export interface InputState {
  /** `raw.payments`, `loans` */
  readonly name: string
  readonly kind: 'source' | 'seed' | 'snapshot' | 'model'
  /** Null where the relation was not there. */
  readonly rows: number | null
  readonly max_event_time: string | null
  readonly max_knowledge_time: string | null
  /** Of a seed: that of its file. */
  readonly checksum?: string
}

export type Queries = Pick<Session, 'query'>

/** What a training set comes from: the sources, seeds and snapshots far or near, and the models that it reads itself. */
export function inputsOf(graph: Graph, model: Model): readonly Timed[] {
  const all = ancestors(graph, [model.id])
  const near = nearest(graph, model.id)
  const inputs: Timed[] = []
  for (const id of topologicalOrder(graph)) {
    if (!all.has(id)) continue
    const resource = resourceOf(graph, id)
    const { kind } = resource
    if (kind === 'source' || kind === 'seed' || kind === 'snapshot' || (kind === 'model' && near.has(id)))
      inputs.push(resource)
  }
  return inputs
}

/** What is read, through models that have no relation and through feature views: a set reads what they are made of. */
function nearest(graph: Graph, id: UniqueId): ReadonlySet<UniqueId> {
  const found = new Set<UniqueId>()
  for (const parent of parents(graph, id)) {
    const resource = resourceOf(graph, parent)
    const isLookedThrough =
      resource.kind === 'model' && (resource.relation === null || resource.declared?.kind === 'feature_view')
    if (isLookedThrough) for (const one of nearest(graph, parent)) found.add(one)
    else found.add(parent)
  }
  return found
}

const COLUMNS = `
select a.attname from pg_attribute a
where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped`

/** Counts the rows of each input and looks how far its clocks have come. */
export async function lookAtInputs(session: Queries, inputs: readonly Timed[]): Promise<readonly InputState[]> {
  const states: InputState[] = []
  for (const input of inputs) states.push(await lookAt(session, input))
  return states
}

async function lookAt(session: Queries, input: Timed): Promise<InputState> {
  const name = input.kind === 'source' ? `${input.sourceName}.${input.name}` : input.name
  const known = {
    name,
    kind: input.kind,
    ...(input.kind === 'seed' ? { checksum: input.checksum.checksum } : {}),
  }
  const nothing = { ...known, rows: null, max_event_time: null, max_knowledge_time: null }
  if (input.relation === null) return nothing
  const relation: RelationName = { ...input.relation, database: null }
  const columns = new Set((await session.query(COLUMNS, [writeRelation(relation)])).rows.map(([column]) => column))
  if (columns.size === 0) return nothing
  const { eventTime, knowledgeTime } = clocksOf(input)
  const last = (clock: string | null): string =>
    clock !== null && columns.has(clock) ? `max(i.${quoteIdentifier(clock)})::text` : 'null'
  const { rows } = await session.query(
    `select count(*), ${last(eventTime)}, ${last(knowledgeTime)} from ${writeRelation(relation)} as i`,
    [],
  )
  const [count, event, knowledge] = rows[0] ?? []
  return { ...known, rows: Number(count), max_event_time: event ?? null, max_knowledge_time: knowledge ?? null }
}

export function inputsHash(states: readonly InputState[]): string {
  return sha256(JSON.stringify(states))
}
