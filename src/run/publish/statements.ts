import { QUOTE_ALL, quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import { type Dependant, dependantName, type IncomingKey } from './dependants.ts'

/** What a relation is kept as. */
export type StoredKind = 'table' | 'view' | 'materialized_view'

export const KEYWORD: Readonly<Record<StoredKind, string>> = {
  table: 'table',
  view: 'view',
  materialized_view: 'materialized view',
}

/** `"schema"."identifier"`: always quoted, whatever the relation's policy, for names that came from the catalog. */
export function nameBeside(live: RelationName, identifier: string): string {
  return writeRelation({ database: null, schema: live.schema, identifier, quoting: QUOTE_ALL })
}

/** Renames a relation beside `live`. */
export function rename(live: RelationName, kind: StoredKind, from: string, to: string): string {
  return `alter ${KEYWORD[kind]} ${nameBeside(live, from)} rename to ${quoteIdentifier(to)}`
}

/** Drops a relation beside `live`; never with `cascade`. */
export function dropBeside(live: RelationName, kind: StoredKind, identifier: string): string {
  return `drop ${KEYWORD[kind]} ${nameBeside(live, identifier)}`
}

export function dropDependant(dependant: Dependant): string {
  return `drop ${KEYWORD[dependant.kind]} ${dependantName(dependant)}`
}

export function replaceView(view: Dependant): string {
  return `create or replace view ${dependantName(view)}${view.options} as ${view.definition}`
}

export function dropKey(key: IncomingKey): string {
  return `alter table ${key.table} drop constraint ${key.name}`
}

export function addKey(key: IncomingKey): string {
  return `alter table ${key.table} add constraint ${key.name} ${key.definition}`
}
