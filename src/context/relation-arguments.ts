import { repr } from '../jinja/values/print.ts'
import { textOf } from '../jinja/values/text.ts'
import type { Value } from '../jinja/values/value.ts'
import type { Quoting } from '../resources/relation.ts'
import { invalidRelationField } from './errors.ts'
import { ForgivingUndefined } from './forgiving-undefined.ts'
import type { RelationType } from './relation-value.ts'

const TYPES: readonly RelationType[] = [
  'table',
  'view',
  'materialized_view',
  'cte',
  'external',
  'pointer_table',
  'function',
]

type Part = 'database' | 'schema' | 'identifier'

/** A name of a relation: text or None. What is missing is an error, except while parsing, where much still is. */
export function givenName(part: Part, value: Value): string | null {
  if (value === null || value instanceof ForgivingUndefined) return null
  const text = textOf(value)
  if (text === undefined) throw invalidRelationField(part, repr(value), 'text or none')
  return text
}

/** The parts of a path that were given. */
export function givenPath(given: { get(part: Part): Value | undefined }): { [part in Part]?: string | null } {
  const path: { [part in Part]?: string | null } = {}
  for (const part of ['database', 'schema', 'identifier'] as const) {
    const value = given.get(part)
    if (value !== undefined) path[part] = givenName(part, value)
  }
  return path
}

/** A relation's type as templates write it: `'table'`, `api.Relation.View`. */
export function givenType(value: Value): RelationType | null {
  if (value === null || value instanceof ForgivingUndefined) return null
  const text = textOf(value)?.toLowerCase()
  const type = TYPES.find((known) => known === text)
  if (type === undefined) throw invalidRelationField('type', repr(value), `one of ${TYPES.join(', ')}`)
  return type
}

/** How many rows a relation is cut to, or None. */
export function givenLimit(value: Value): number | null {
  if (value === null || value instanceof ForgivingUndefined) return null
  if (typeof value !== 'number') throw invalidRelationField('limit', repr(value), 'a whole number or none')
  return value
}

/** A policy with the parts that were given; None and what is missing leave a part as it is. */
export function changedPolicy(before: Quoting, given: (part: string) => Value | undefined): Quoting {
  const part = (name: keyof Quoting): boolean => {
    const value = given(name)
    return typeof value === 'boolean' ? value : before[name]
  }
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') }
}
