/** All that property files say of the semantic layer, and whether its time spines can be what they say. */
import type { Model } from '../../resources/node.ts'
import { isYamlMap, own, toJson } from '../../yaml/yaml-value.ts'
import type { Draft } from '../nodes/node-parts.ts'
import type { Parsing } from '../parsing.ts'
import { orReport } from '../read-template.ts'
import { invalidTimeSpine } from './errors.ts'
import { readMetric } from './metric.ts'
import { readModelSemantics } from './model-semantics.ts'
import { readSavedQuery } from './saved-query.ts'
import { type DraftedModel, readSemanticModel } from './semantic-model.ts'
import type { MetricDraft, SavedQueryDraft, SemanticModelDraft } from './semantic-parts.ts'

export interface SemanticDrafts {
  readonly models: readonly SemanticModelDraft[]
  readonly metrics: readonly MetricDraft[]
  readonly queries: readonly SavedQueryDraft[]
}

export async function draftSemantic(drafts: readonly Draft[], parsing: Parsing): Promise<SemanticDrafts> {
  const models: SemanticModelDraft[] = []
  const metrics: MetricDraft[] = []
  const queries: SavedQueryDraft[] = []
  const add = (drafted: DraftedModel | null): void => {
    if (drafted === null) return
    models.push(drafted.model)
    metrics.push(...drafted.metrics)
  }
  const described = new Set<string>()
  for (const draft of drafts) {
    // Of several versions, one stands for the model.
    if (draft.kind !== 'model' || described.has(`${draft.package}.${draft.name}`)) continue
    described.add(`${draft.package}.${draft.name}`)
    const [entry] = parsing.properties.named('models', draft.name, draft.package, parsing.project.settings.name)
    if (entry === undefined) continue
    checkTimeSpine(draft, parsing, entry.locate)
    if (own(entry.rendered, 'semantic_model') !== undefined) add(readModelSemantics(entry, draft, parsing))
  }
  for (const entry of parsing.properties.of('metrics')) metrics.push(...asArray(readMetric(entry, parsing)))
  for (const entry of parsing.properties.of('saved_queries'))
    queries.push(...asArray(await orReport(parsing, () => readSavedQuery(entry, parsing))))
  for (const entry of parsing.properties.of('semantic_models'))
    add(await orReport(parsing, () => readSemanticModel(entry, parsing)))
  return { models, metrics, queries }
}

function asArray<T>(one: T | null): readonly T[] {
  return one === null ? [] : [one]
}

type Locate = (path: readonly (string | number)[]) => Parameters<typeof invalidTimeSpine>[2]

/** The columns a time spine names are the model's, and the first says of what its rows are. */
function checkTimeSpine({ name, timeSpine, columns }: Draft<Model>, parsing: Parsing, locate: Locate): void {
  if (timeSpine === null) return
  const standard = String(timeSpine.standard_granularity_column)
  const place = locate(['time_spine', 'standard_granularity_column'])
  const column = columns.get(standard)
  const known = [...columns.keys()].join(', ')
  if (column === undefined)
    parsing.report(
      invalidTimeSpine(
        name,
        `has the standard column '${standard}', which is not declared`,
        place,
        `declared are: ${known}`,
      ),
    )
  else if ((column.extra.granularity ?? null) === null)
    parsing.report(
      invalidTimeSpine(
        name,
        `has the standard column '${standard}' without a granularity`,
        place,
        "give it 'granularity: day'",
      ),
    )
  const custom = toJson(timeSpine.custom_granularities ?? [])
  for (const [index, one] of (Array.isArray(custom) ? custom : []).entries()) {
    const wanted = isYamlMap(one as never)
      ? ((one as { column_name?: unknown; name?: unknown }).column_name ?? (one as { name?: unknown }).name)
      : one
    if (!columns.has(String(wanted)))
      parsing.report(
        invalidTimeSpine(
          name,
          `has a granularity by the column '${String(wanted)}', which is not declared`,
          locate(['time_spine', 'custom_granularities', index]),
          `declared are: ${known}`,
        ),
      )
  }
}
