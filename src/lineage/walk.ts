/** From a column on, step by step: what it is made of, or what is made of it. */
import type { UniqueId } from '../resources/ids.ts'
import type { Unresolved } from './errors.ts'
import type { Lineage } from './lineage.ts'
import type { Origin, Use } from './trace.ts'

export type Direction = 'up' | 'down'

/** A column on the way. `*` stands for the rows of its relation: what decides which there are. */
export interface Step {
  readonly id: UniqueId | null
  /** `schema.name` of what is nobody's; else as the origin calls it. */
  readonly relation: string
  readonly column: string
  /** How it goes into the step it was reached from, or that one into it; null at the start. */
  readonly use: Use | null
  readonly unresolved: readonly Unresolved[]
  readonly next: readonly Step[]
  /** Why there is nothing next though there might be: it was told before, or lies too deep. */
  readonly cut: 'told' | 'depth' | null
}

export interface Start {
  readonly id: UniqueId
  readonly column: string
}

/**
 * Up to `depth` steps from `start`. What is reached a second time is not followed again. Rows are followed only where
 * they were asked for: nearly everything comes of them.
 */
export function walkLineage(lineage: Lineage, start: Start, direction: Direction, depth: number): Step {
  const stepsFrom = direction === 'up' ? (at: Start) => originsOf(lineage, at) : usersOf(lineage)
  const told = new Set<string>()
  const walk = (at: Omit<Origin, 'use'>, use: Use | null, left: number): Step => {
    const { id, relation, column } = at
    const key = keyOf(at)
    const isFollowed = id !== null && (column !== '*' || start.column === '*')
    const found = isFollowed ? stepsFrom({ id, column }) : []
    const cut = found.length === 0 ? null : told.has(key) ? 'told' : left === 0 ? 'depth' : null
    if (cut === null) told.add(key)
    const next = cut === null ? found.map((origin) => walk(origin, origin.use, left - 1)) : []
    return { id, relation, column, use, unresolved: unresolvedOf(lineage, at), next, cut }
  }
  return walk({ ...start, relation: start.id }, null, depth)
}

function keyOf({ id, relation, column }: Omit<Origin, 'use'>): string {
  return JSON.stringify([id ?? relation, column])
}

function originsOf(lineage: Lineage, { id, column }: Start): readonly Origin[] {
  const relation = lineage.get(id)
  if (column === '*') return relation?.rows ?? []
  return relation?.columns.find(({ name }) => name === column)?.from ?? []
}

function unresolvedOf(lineage: Lineage, { id, column }: Omit<Origin, 'use'>): readonly Unresolved[] {
  const relation = id === null ? undefined : lineage.get(id)
  if (column === '*') return relation?.unresolved ?? []
  return relation?.columns.find(({ name }) => name === column)?.unresolved ?? []
}

/** Who is made of a column: the same edges, the other way round. */
function usersOf(lineage: Lineage): (at: Start) => readonly Origin[] {
  const users = new Map<string, Origin[]>()
  const put = (origin: Origin, id: UniqueId, column: string): void => {
    const key = keyOf(origin)
    const group = users.get(key)
    const user = { id, relation: id, column, use: origin.use }
    if (group === undefined) users.set(key, [user])
    else group.push(user)
  }
  for (const { id, columns, rows } of lineage.values()) {
    for (const { name, from } of columns) for (const origin of from) put(origin, id, name)
    for (const origin of rows) put(origin, id, '*')
  }
  return ({ id, column }) => users.get(keyOf({ id, relation: id, column })) ?? []
}
