import { isJsonObject, type JsonObject } from '../../../base/json.ts'
import type { Section } from '../../site-data.ts'
import { objects, text, texts } from './loose.ts'
import { filled, tableSection } from './section.ts'

/** Whom a feature view is about, and what it tells of them. */
export function featureViewSections(view: JsonObject, nameOf: (id: string) => string): readonly Section[] {
  const reads = text(view.reads)
  const facts = filled([
    { label: 'entity', text: text(view.entity) },
    { label: 'keys', text: texts(view.keys).join(', ') },
    { label: 'reads', text: nameOf(reads), to: reads },
    { label: 'owner', text: text(view.owner) },
  ])
  const rows = objects(view.features).map((feature) => [
    text(feature.name),
    madeOf(feature),
    text(feature.dtype),
    text(feature.unit),
    nulls(feature),
    text(feature.ttl),
    text(feature.description),
  ])
  return [
    { kind: 'facts', title: 'feature view', facts },
    ...tableSection('features', ['feature', 'made of', 'type', 'unit', 'nulls', 'no older than', 'description'], rows),
  ]
}

/** `the latest income`, `sum of amount in 90 days, where …`, or the expression. */
function madeOf(feature: JsonObject): string {
  const column = text(feature.column)
  if (text(feature.kind) === 'expression') return text(feature.expression)
  if (text(feature.kind) === 'latest') return `the latest ${column}`
  const where = text(feature.where)
  const over = `${text(feature.function)} of ${column === '*' ? 'rows' : column} in ${text(feature.window)}`
  return where === '' ? over : `${over}, where ${where}`
}

function nulls({ nulls: policy }: JsonObject): string {
  return isJsonObject(policy) ? `${text(policy.fill)} instead` : text(policy)
}
