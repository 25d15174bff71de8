import type { JsonObject } from '../../../base/json.ts'
import type { Row, Section } from '../../site-data.ts'
import { object, objects, text } from './loose.ts'
import { tableSection } from './section.ts'

/** What an exposure asks of its metrics, and what a gate read of them last. */
export function metricSections(meta: JsonObject, read: JsonObject): readonly Section[] {
  const readAt = text(read.read_at)
  const rows = objects(meta.gates).map((gate): Row => {
    const name = text(gate.metric)
    const [value, ...more] = valuesOf(gate, read)
    return [
      name,
      bounds(gate),
      value === undefined ? (readAt === '' ? '' : text(read.message) || 'missing') : [value, ...more].join(', '),
      readAt === '' ? 'not read yet: assay gate' : { text: holds(gate, read) ? 'pass' : 'fail', as: 'badge' },
      readAt === '' ? '' : { text: readAt, as: 'moment' },
    ]
  })
  return tableSection('metrics', ['metric', 'wanted', 'got', 'verdict', 'read'], rows)
}

/** `fail` where one of them does not hold, `pass` where all do; nothing where nobody looked. */
export function metricStatus(meta: JsonObject, read: JsonObject): string {
  const gates = objects(meta.gates)
  if (gates.length === 0 || text(read.read_at) === '') return ''
  return gates.every((gate) => holds(gate, read)) ? 'pass' : 'fail'
}

/** The rest of the meta, where gates have a table of their own. */
export function withoutGates(meta: JsonObject): JsonObject {
  if (!Array.isArray(meta.gates)) return meta
  const { gates: _, ...rest } = meta
  return rest
}

function bounds({ min, max }: JsonObject): string {
  return [...(typeof min === 'number' ? [`≥ ${min}`] : []), ...(typeof max === 'number' ? [`≤ ${max}`] : [])].join(', ')
}

function holds(gate: JsonObject, read: JsonObject): boolean {
  const { min, max } = gate
  const [value, ...more] = valuesOf(gate, read)
  if (value === undefined || more.length > 0) return false
  return (typeof min !== 'number' || value >= min) && (typeof max !== 'number' || value <= max)
}

/** One, unless rows were not told apart. */
function valuesOf({ metric }: JsonObject, read: JsonObject): readonly number[] {
  const values = object(read.values)
  const found = Object.hasOwn(values, text(metric)) ? values[text(metric)] : undefined
  return Array.isArray(found) ? found.filter((one) => typeof one === 'number') : []
}
