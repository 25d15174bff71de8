import { parents } from '../../graph/graph.ts'
import { type Clocks, hasClocks } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { StoredColumn } from '../scratch/relation-columns.ts'
import type { Plan } from './plan.ts'

/**
 * The clocks of each model: its own, else those of what it reads if their columns came along under the same names. So a
 * model that only renames or joins is compared by its past, and one that aggregates over all times is compared whole.
 */
export function clocksInPlan(
  { graph, models, inputs }: Plan,
  columns: ReadonlyMap<UniqueId, readonly StoredColumn[]>,
): ReadonlyMap<UniqueId, Clocks> {
  const known = new Map<UniqueId, Clocks>()
  for (const { resource, clocks } of inputs) if (clocks !== null && hasClocks(clocks)) known.set(resource.id, clocks)
  for (const { model, declared } of models) {
    if (declared !== null) known.set(model.id, declared)
    const names = columns.get(model.id)?.map(({ name }) => name)
    if (declared !== null || names === undefined) continue
    const inherited = parents(graph, model.id)
      .flatMap((id) => known.get(id) ?? [])
      .find(({ eventTime, knowledgeTime }) =>
        [eventTime, knowledgeTime].every((one) => one === null || names.includes(one)),
      )
    if (inherited !== undefined) known.set(model.id, { ...inherited, label: [], isSpine: false })
  }
  return known
}
