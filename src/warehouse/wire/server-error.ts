import { WarehouseError } from '../warehouse.ts'

/** The fields of PostgreSQL's error message that we read, under the names `pg` gives them. */
export interface ServerErrorFields {
  readonly severity?: string | undefined
  readonly message?: string | undefined
  readonly code?: string | undefined
  readonly detail?: string | undefined
  readonly hint?: string | undefined
  readonly position?: string | undefined
  readonly internalPosition?: string | undefined
  readonly internalQuery?: string | undefined
  readonly where?: string | undefined
}

/** The server's complaint about `sql`. */
export function serverError(
  fields: ServerErrorFields,
  sql: string,
  parts: { readonly connectionLost: boolean; readonly cause: unknown },
): WarehouseError {
  return new WarehouseError(fields.message ?? 'the server reported an error without a message', {
    code: fields.code ?? 'XX000',
    detail: fields.detail ?? null,
    hint: fields.hint ?? null,
    position: utf16Offset(sql, fields.position),
    context: fields.where ?? null,
    internalQuery: fields.internalQuery ?? null,
    internalPosition:
      fields.internalQuery === undefined ? null : utf16Offset(fields.internalQuery, fields.internalPosition),
    ...parts,
  })
}

/** PostgreSQL counts characters from 1, JavaScript UTF-16 units from 0: past an emoji they differ by more than one. */
function utf16Offset(text: string, position: string | undefined): number | null {
  if (position === undefined) return null
  let characters = Number(position) - 1
  let offset = 0
  while (characters > 0 && offset < text.length) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
    characters--
  }
  return offset
}
