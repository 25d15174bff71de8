import { isJsonObject, type JsonObject } from '../../../base/json.ts'
import type { Row, Section } from '../../site-data.ts'
import { object, objects, text, texts } from './loose.ts'
import { filled, rate, tableSection } from './section.ts'

/** What a training set is made of, as it is declared. */
export function trainingSetSections(set: JsonObject, nameOf: (id: string) => string): readonly Section[] {
  const splits = object(set.splits)
  const spine = text(set.spine)
  const facts = filled([
    { label: 'spine', text: nameOf(spine), to: spine },
    { label: 'label', text: texts(set.label).join(', ') },
    { label: 'label observed at', text: text(set.label_observed_at) },
    {
      label: 'splits',
      text: objects(splits.spans)
        .map((span) => `${text(span.name)} ${text(span.length)}`)
        .join(', '),
    },
    { label: 'label lag', text: text(splits.label_lag) },
    { label: 'embargo', text: text(splits.embargo) },
    { label: 'as of', text: text(splits.as_of) },
    { label: 'grouped by', text: texts(splits.group_by).join(', ') },
  ])
  const views = objects(set.feature_views).map((view): Row => {
    const id = text(view.unique_id)
    const renamed = Object.entries(object(view.entity)).map(([own, key]) => `${own} as ${String(key)}`)
    const features = texts(view.features).join(', ') || 'all'
    return [{ text: nameOf(id), to: id }, features, text(view.prefix), renamed.join(', ')]
  })
  return [
    { kind: 'facts', title: 'training set', facts },
    ...tableSection('feature views', ['feature view', 'features', 'prefix', 'entity'], views),
  ]
}

/** What the registry has of it: the splits of the version that is shown, then all versions. */
export function versionSections({ versions }: JsonObject): readonly Section[] {
  const all = objects(versions)
  const shown = all.find((version) => version.shown === true) ?? all[0]
  if (shown === undefined) return []
  const labels = Object.keys(object(shown.label_rates))
  const rates = (from: JsonObject): readonly string[] => labels.map((label) => rate(object(from.label_rates)[label]))
  const splits = objects(shown.splits).map((split) => [
    text(split.name),
    text(split.start).slice(0, 10),
    text(split.end).slice(0, 10),
    number(split.rows),
    ...rates(split),
  ])
  const rows = all.map((version): Row => {
    const known = text(version.as_of_knowledge)
    return [
      text(version.version),
      text(version.as_of).slice(0, 10),
      known === '' ? '' : { text: known, as: 'moment' },
      number(version.row_count),
      ...rates(version),
      { text: text(version.generated_at), as: 'moment' },
      version.exists === false ? 'its table was dropped' : version.shown === true ? 'shown' : '',
    ]
  })
  const named = labels.map((label) => `mean of ${label}`)
  return [
    ...tableSection(`splits of ${text(shown.version)}`, ['split', 'from', 'up to', 'rows', ...named], splits),
    ...tableSection('versions', ['version', 'as of', 'as known at', 'rows', ...named, 'built', ''], rows),
    ...inputSection(shown),
  ]
}

function inputSection(version: JsonObject): readonly Section[] {
  const rows = objects(version.inputs).map((input) => [
    text(input.name),
    text(input.kind),
    isJsonObject(input) && typeof input.rows === 'number' ? number(input.rows) : 'not there',
    text(input.max_event_time),
    text(input.max_knowledge_time),
  ])
  return tableSection(`read by ${text(version.version)}`, ['what', 'kind', 'rows', 'last event', 'last known'], rows)
}

function number(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : ''
}
