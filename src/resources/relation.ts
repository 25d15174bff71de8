/** The name of a table-like thing in a database. Empty parts are left out when it is written. */
export interface RelationName {
  readonly database: string | null
  readonly schema: string | null
  readonly identifier: string | null
  /** Which parts are written in double quotes; dbt's Postgres default is all of them. */
  readonly quoting: Quoting
}

export interface Quoting {
  readonly database: boolean
  readonly schema: boolean
  readonly identifier: boolean
}

export const QUOTE_ALL: Quoting = { database: true, schema: true, identifier: true }

export type RelationKind = 'table' | 'view' | 'materialized_view' | 'foreign_table' | 'ephemeral'

/** `"name"`, inner quotes doubled. The one place where identifiers are quoted. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `"database"."schema"."identifier"`, each part quoted as its policy says. */
export function writeRelation(name: RelationName): string {
  const parts: string[] = []
  if (name.database) parts.push(name.quoting.database ? quoteIdentifier(name.database) : name.database)
  if (name.schema) parts.push(name.quoting.schema ? quoteIdentifier(name.schema) : name.schema)
  if (name.identifier) parts.push(name.quoting.identifier ? quoteIdentifier(name.identifier) : name.identifier)
  return parts.join('.')
}
