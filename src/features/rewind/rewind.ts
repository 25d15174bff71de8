/**
 * Training sets as they would have been built at an earlier moment: what they are made of is shown as it was known then,
 * the models before them are rebuilt from that in a scratch schema, and a version of each set is built from those.
 *
 *   inputs that cannot be shown so are refused → views of the others, cut at the moment → models → versions
 */
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import { type Graph, resourceOf } from '../../graph/graph.ts'
import { topologicalOrder } from '../../graph/order.ts'
import { ancestors } from '../../graph/walk.ts'
import { type Clocks, clocksOf, type Timed } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Model } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { RunResults } from '../../run/result.ts'
import type { Session, Warehouse } from '../../warehouse/warehouse.ts'
import { badKnowledgeTime, cannotBeRewound } from '../errors.ts'
import { columnsOf } from '../scratch/relation-columns.ts'
import { inScratch, scratchName } from '../scratch/scratch.ts'
import { scratchSchemas } from '../scratch/scratch-schemas.ts'
import { showInput } from '../scratch/show-input.ts'
import type { Rewound } from '../training/build-set.ts'

export interface Rewinding {
  readonly graph: Graph
  readonly warehouse: Warehouse
  /** The training sets. */
  readonly ids: readonly UniqueId[]
  /** As people write moments. */
  readonly asOfKnowledge: string
  /** Eight hexadecimal digits, unique to this work. */
  readonly run: string
  /** Builds models and training sets of a manifest; failures are results. */
  readonly rebuild: (manifest: Manifest, ids: readonly UniqueId[], rewound: Rewound) => Promise<RunResults>
}

/** What became of the training sets and of the models before them. Throws what cannot be rewound, all at once. */
export async function rewind(rewinding: Rewinding): Promise<RunResults> {
  const { graph, warehouse, ids, run, rebuild } = rewinding
  const { inputs, models } = needed(graph, ids)
  const refusals = inputs.flatMap((input) => refusal(input) ?? [])
  const [first, ...more] = refusals
  if (first !== undefined) throw new AssayError(first, ...more)
  const asOfKnowledge = await readMoment(warehouse, rewinding.asOfKnowledge)
  await using schemas = await scratchSchemas(warehouse, run)
  const places = new Map(
    [...inputs, ...models].map(({ id, name }, at) => [id, scratchName(warehouse.database, schemas.cut, at + 1, name)]),
  )
  {
    await using session = await warehouse.open()
    for (const input of inputs) await show(session, input, places, asOfKnowledge)
  }
  const manifest = withoutHooks(inScratch(graph.manifest, places), new Set(ids))
  // Awaited here: the schemas are gone after.
  return await rebuild(manifest, [...models.map(({ id }) => id), ...ids], { asOfKnowledge, graph })
}

type InputOf = Exclude<Timed, Model>

function needed(graph: Graph, ids: readonly UniqueId[]): { inputs: readonly InputOf[]; models: readonly Model[] } {
  const before = ancestors(graph, ids)
  const wanted = new Set(ids)
  const inputs: InputOf[] = []
  const models: Model[] = []
  for (const id of topologicalOrder(graph)) {
    if (!before.has(id) || wanted.has(id)) continue
    const resource = resourceOf(graph, id)
    if (resource.kind === 'source' || resource.kind === 'seed' || resource.kind === 'snapshot') inputs.push(resource)
    if (resource.kind === 'model' && resource.relation !== null) models.push(resource)
  }
  return { inputs, models }
}

/** Why an input cannot be shown as it was known at a moment; undefined where it can. */
function refusal(input: InputOf): Diagnostic | undefined {
  const { isStatic, knowledgeTime, availabilityDelay, eventTime } = clocksOf(input)
  if (isStatic || knowledgeTime !== null || (availabilityDelay !== null && eventTime !== null)) return undefined
  return cannotBeRewound(input)
}

async function show(
  session: Session,
  input: InputOf,
  places: ReadonlyMap<UniqueId, RelationName>,
  time: string,
): Promise<void> {
  const stand = places.get(input.id)
  const columns = await columnsOf(session, input.relation)
  // One that is not there is told where what reads it cannot be built.
  if (stand === undefined || columns.length === 0) return
  // What was known then had not all happened by then.
  const clocks: Clocks = { ...clocksOf(input), knownInAdvance: true }
  const shown = { name: input.name, live: { ...input.relation, database: null }, stand, clocks, columns }
  await session.statements(showInput(shown, { time, mode: 'truncate' }))
}

/** Hooks are for what readers see. */
function withoutHooks(manifest: Manifest, ids: ReadonlySet<UniqueId>): Manifest {
  const nodes = [...manifest.nodes].map(([id, node]) => {
    if (node.kind !== 'model' || !ids.has(id)) return [id, node] as const
    return [id, { ...node, config: { ...node.config, 'pre-hook': [], 'post-hook': [] } }] as const
  })
  return { ...manifest, nodes: new Map(nodes) }
}

const MOMENT = `select to_char($1::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** A moment in one form; a date is its midnight in UTC. */
async function readMoment(warehouse: Warehouse, text: string): Promise<string> {
  await using session = await warehouse.open()
  try {
    await session.statements("set time zone 'UTC'")
    const { rows } = await session.query(MOMENT, [text])
    const [moment] = rows[0] ?? []
    if (!moment) throw badKnowledgeTime(text, 'it is not a finite one')
    return moment
  } catch (error) {
    if (error instanceof AssayError) throw error
    throw badKnowledgeTime(text, error instanceof Error ? error.message : String(error))
  }
}
