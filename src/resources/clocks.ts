import type { JsonObject } from '../base/json.ts'
import type { Column } from './column.ts'
import type { Model, Seed, Snapshot } from './node.ts'
import type { Source } from './source.ts'

/** What can declare clocks: everything that has rows. */
export type Timed = Model | Seed | Snapshot | Source

/** When rows happened and when they could be known, as the config of a resource declares it. */
export interface Clocks {
  /** The key columns: whom or what a row is about. */
  readonly entity: readonly string[]
  /** The column that says when a row happened. */
  readonly eventTime: string | null
  /** The column that says when a row could be known. */
  readonly knowledgeTime: string | null
  /** How long after its event time a row could be known, as written: `2 hours`. */
  readonly availabilityDelay: string | null
  readonly tieBreak: readonly string[]
  readonly eventKey: readonly string[]
  /** True since always: there is nothing to look at. */
  readonly isStatic: boolean
  /** Bookings, calendars: only when it was known is asked, not when it happens. */
  readonly knownInAdvance: boolean
  /** Columns that are written later than their row, with the column that says when. */
  readonly late: ReadonlyMap<string, string>
  /** Columns that tell the outcome: they come from the future, and are meant to. */
  readonly label: readonly string[]
  /** The rows to predict for: whom, and when. */
  readonly isSpine: boolean
}

/** What of a resource says when its rows happened. */
type Declaring = OfEach<Timed>
type OfEach<T> = T extends Timed ? Pick<T, 'kind' | 'config' | 'columns'> : never

/** What the config of a resource says of time, or its `meta.assay`, where dbt would drop it. */
export function clocksOf(resource: Declaring): Clocks {
  const word = wordsOf(resource)
  const delay = word('availability_delay')
  const knowledgeTime = textOf(word('knowledge_time'))
  const late = lateColumns(resource.columns)
  if (resource.kind === 'snapshot') late.set(validTo(resource), validTo(resource))
  for (const clock of [...late.values()]) if (!late.has(clock)) late.set(clock, clock)
  const byCheck = resource.kind === 'snapshot' && resource.config.strategy === 'check' && delay === undefined
  return {
    entity: namesOf(word('entity')),
    eventTime: textOf(word('event_time')),
    knowledgeTime: knowledgeTime ?? (byCheck ? metaColumn(resource, 'dbt_valid_from') : null),
    availabilityDelay: delay === 0 || delay === '0' ? '0 hours' : textOf(delay),
    tieBreak: namesOf(word('tie_break')),
    eventKey: namesOf(word('event_key')),
    isStatic: word('static') === true,
    knownInAdvance: word('known_in_advance') === true,
    late,
    label: namesOf(word('label')),
    isSpine: word('spine') === true,
  }
}

/** True where rows can be told apart by time. */
export function hasClocks({ isStatic, eventTime, knowledgeTime }: Clocks): boolean {
  return !isStatic && (eventTime !== null || knowledgeTime !== null)
}

/** `leakage: {tolerance, ignore, allow, test}` of a model, or of its `meta.assay`. */
export function leakageOf(config: Readonly<Record<string, unknown>>): JsonObject {
  const written = wordsOf({ config })('leakage')
  return typeof written === 'object' && written !== null && !Array.isArray(written) ? (written as JsonObject) : {}
}

/** `leakage: {test: …}`: how `build` tries a model; null where it does not. */
export function leakageTestOf(config: Readonly<Record<string, unknown>>): JsonObject | null {
  const { test } = leakageOf(config)
  if (test === true) return {}
  return typeof test === 'object' && test !== null && !Array.isArray(test) ? (test as JsonObject) : null
}

function wordsOf({ config }: { readonly config: Readonly<Record<string, unknown>> }): (key: string) => unknown {
  const meta = config.meta as JsonObject | null | undefined
  const own = meta?.assay
  const words = typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {}
  return (key) => config[key] ?? words[key] ?? undefined
}

function lateColumns(columns: ReadonlyMap<string, Column>): Map<string, string> {
  const late = new Map<string, string>()
  for (const column of columns.values()) {
    const clock = textOf(wordsOf(column)('knowledge_time'))
    if (clock !== null) late.set(column.name, clock)
  }
  return late
}

function validTo(snapshot: Pick<Snapshot, 'config'>): string {
  return metaColumn(snapshot, 'dbt_valid_to')
}

function metaColumn({ config }: Pick<Snapshot, 'config'>, name: string): string {
  return config.snapshot_meta_column_names?.[name] ?? name
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** A name, or several. */
export function namesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []
}
