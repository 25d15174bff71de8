import { isJsonObject, type Json } from '../../base/json.ts'
import type { Fact } from '../site-data.ts'

const WORDS = [
  ['entity', 'entity'],
  ['event_time', 'event time'],
  ['knowledge_time', 'knowledge time'],
  ['availability_delay', 'known after'],
  ['tie_break', 'tie break'],
  ['event_key', 'event key'],
  ['label', 'label'],
  ['static', 'static'],
  ['known_in_advance', 'known in advance'],
  ['spine', 'spine'],
] as const

type Config = Readonly<Record<string, unknown>>

/** The clocks that a config declares, by itself or in `meta.assay`. */
export function clocksOf(config: Config): readonly Fact[] {
  return WORDS.flatMap(([key, label]) => {
    const value = word(config, key)
    return value === undefined || value === null || value === false ? [] : [{ label, text: textOf(value) }]
  })
}

/** What the clocks make of a column: `event time`, `entity`. */
export function clockMarks(config: Config): ReadonlyMap<string, readonly string[]> {
  const marks = new Map<string, readonly string[]>()
  for (const [key, label] of WORDS) {
    const value = word(config, key)
    const names = Array.isArray(value) ? value : [value]
    for (const name of names)
      if (typeof name === 'string' && key !== 'availability_delay') marks.set(name, [...(marks.get(name) ?? []), label])
  }
  return marks
}

/** What `meta.assay.kind` makes of a model: a feature view, a training set. */
export function kindOfModel(config: Config): string | null {
  const own = ownWords(config)
  return typeof own.kind === 'string' ? own.kind.replaceAll('_', ' ') : null
}

function word(config: Config, key: string): Json | undefined {
  return (config[key] as Json | undefined) ?? ownWords(config)[key] // configs were read as JSON
}

function ownWords({ meta }: Config): Readonly<Record<string, Json>> {
  const own = isJsonObject(meta as Json) ? (meta as Readonly<Record<string, Json>>).assay : undefined
  return isJsonObject(own) ? own : {}
}

function textOf(value: Json): string {
  if (value === true) return 'yes'
  if (Array.isArray(value)) return value.map(String).join(', ')
  return isJsonObject(value) ? JSON.stringify(value) : String(value)
}
