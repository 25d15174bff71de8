import type { Diagnostic } from '../../base/diagnostic.ts'
import { type Graph, parents, resourceOf } from '../../graph/graph.ts'
import { topologicalOrder } from '../../graph/order.ts'
import { ancestors } from '../../graph/walk.ts'
import { type Clocks, clocksOf, hasClocks, type Timed } from '../../resources/clocks.ts'
import { featureViewOf } from '../../resources/declared.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model } from '../../resources/node.ts'
import { inputWithoutClock, nothingToCheck } from '../errors.ts'

/** A source, seed or snapshot, and how its rows are told apart by time; null where it says nothing of it. */
export interface Input {
  readonly resource: Exclude<Timed, Model>
  readonly clocks: Clocks | null
}

/** A model that takes part. */
export interface Part {
  readonly model: Model
  /** Null where it has none. */
  readonly declared: Clocks | null
  /** The rows to predict for: chosen by what came of them, so they are shown as they are, up to the cut. */
  readonly isSpine: boolean
  /** What it is made of, as far as it is rebuilt: not what lies before a spine. */
  readonly madeOf: ReadonlySet<UniqueId>
}

/** What takes part in finding out about some models. */
export interface Plan {
  readonly graph: Graph
  /** The models that are judged. */
  readonly checked: readonly Part[]
  /** All models, each after what it reads. */
  readonly models: readonly Part[]
  readonly inputs: readonly Input[]
}

/** Which models can be judged among those selected, and what they are made of. Throws where none of them can. */
export function planExperiment(graph: Graph, selected: Iterable<UniqueId>): Plan {
  const wanted = new Set(selected)
  const needed = new Set([...wanted, ...ancestors(graph, wanted)])
  const inputs: Input[] = []
  const models = new Map<UniqueId, Part>()
  for (const id of topologicalOrder(graph)) {
    if (!needed.has(id)) continue
    const resource = resourceOf(graph, id)
    if (resource.kind === 'model' && featureViewOf(resource) === null) models.set(id, partOf(graph, resource, models))
    if (resource.kind !== 'source' && resource.kind !== 'seed' && resource.kind !== 'snapshot') continue
    const clocks = clocksOf(resource)
    inputs.push({ resource, clocks: clocks.isStatic || hasClocks(clocks) ? clocks : null })
  }
  const checked = [...models.values()].filter(({ model }) => wanted.has(model.id) && canBeTried(model))
  if (checked.length === 0) throw nothingToCheck()
  return { graph, checked, models: [...models.values()], inputs }
}

/** Whether a model has a past of its own. A spine has none to judge, and a feature view is as of now. */
export function canBeTried(model: Model): boolean {
  const clocks = clocksOf(model)
  return hasClocks(clocks) && !clocks.isSpine && model.relation !== null && featureViewOf(model) === null
}

function partOf(graph: Graph, model: Model, before: ReadonlyMap<UniqueId, Part>): Part {
  const clocks = clocksOf(model)
  const declared = hasClocks(clocks) ? clocks : null
  const madeOf = new Set<UniqueId>()
  for (const parent of madeFrom(graph, model.id)) {
    madeOf.add(parent)
    const part = before.get(parent)
    if (part?.isSpine !== true) for (const id of part?.madeOf ?? []) madeOf.add(id)
  }
  return { model, declared, isSpine: clocks.isSpine && declared !== null && model.relation !== null, madeOf }
}

/** What a model reads; of a feature view it reads what lies behind it, and not the features of now. */
function madeFrom(graph: Graph, id: UniqueId): readonly UniqueId[] {
  return parents(graph, id).flatMap((parent) =>
    featureViewOf(graph.resources.get(parent)) === null ? [parent] : madeFrom(graph, parent),
  )
}

/** What is read without saying when it happened: nothing can be hidden of it. */
export function blindSpots({ inputs }: Plan, { madeOf, model }: Part): readonly Diagnostic[] {
  return inputs
    .filter(({ resource, clocks }) => clocks === null && madeOf.has(resource.id))
    .map(({ resource }) => inputWithoutClock(model.name, resource))
}

/** The shortest way from one model to another, by what reads what; names. */
export function pathBetween(graph: Graph, from: UniqueId, to: UniqueId): readonly string[] {
  const next = new Map<UniqueId, UniqueId | null>([[to, null]])
  for (const id of next.keys()) {
    if (id === from) break
    for (const parent of parents(graph, id)) if (!next.has(parent)) next.set(parent, id)
  }
  const path: string[] = []
  for (let id: UniqueId | null | undefined = from; id; id = next.get(id)) path.push(resourceOf(graph, id).name)
  return path
}
