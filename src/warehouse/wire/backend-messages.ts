import type { ResultColumn } from '../warehouse.ts'
import type { ServerErrorFields } from './server-error.ts'

/** What PostgreSQL answers, as far as we read it. */
export type BackendMessage =
  | { readonly kind: 'columns'; readonly columns: readonly ResultColumn[] }
  | { readonly kind: 'row'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'complete'; readonly tag: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'error' | 'notice'; readonly fields: ServerErrorFields }
  | { readonly kind: 'ready'; readonly status: string }

/** The messages in `bytes`, which ends where a message ends. Kinds we do not read are left out. */
export function* backendMessages(bytes: Uint8Array): Generator<BackendMessage, void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < buffer.length) {
    const end = at + 1 + buffer.readInt32BE(at + 1)
    const message = read(buffer, String.fromCharCode(buffer[at] ?? 0), at + 5, end)
    if (message !== undefined) yield message
    at = end
  }
}

function read(buffer: Buffer, type: string, at: number, end: number): BackendMessage | undefined {
  switch (type) {
    case 'T':
      return { kind: 'columns', columns: readColumns(buffer, at) }
    case 'D':
      return { kind: 'row', values: readValues(buffer, at) }
    case 'C':
      return { kind: 'complete', tag: buffer.toString('utf8', at, end - 1) }
    case 'I':
      return { kind: 'empty' }
    case 'E':
      return { kind: 'error', fields: readFields(buffer, at, end) }
    case 'N':
      return { kind: 'notice', fields: readFields(buffer, at, end) }
    case 'Z':
      return { kind: 'ready', status: String.fromCharCode(buffer[at] ?? 0) }
    default:
      return undefined
  }
}

function readColumns(buffer: Buffer, start: number): ResultColumn[] {
  const columns: ResultColumn[] = []
  let at = start + 2
  for (let n = buffer.readInt16BE(start); n > 0; n--) {
    const end = buffer.indexOf(0, at)
    // Behind the name: table (4 bytes), column (2), type (4), its size (2), its modifier (4), format (2).
    columns.push({ name: buffer.toString('utf8', at, end), typeOid: buffer.readUInt32BE(end + 7) })
    at = end + 19
  }
  return columns
}

function readValues(buffer: Buffer, start: number): (string | null)[] {
  const values: (string | null)[] = []
  let at = start + 2
  for (let n = buffer.readInt16BE(start); n > 0; n--) {
    const length = buffer.readInt32BE(at)
    at += 4
    if (length < 0) values.push(null)
    else {
      values.push(buffer.toString('utf8', at, at + length))
      at += length
    }
  }
  return values
}

const FIELDS: Readonly<Record<string, keyof ServerErrorFields>> = {
  V: 'severity',
  C: 'code',
  M: 'message',
  D: 'detail',
  H: 'hint',
  P: 'position',
  p: 'internalPosition',
  q: 'internalQuery',
  W: 'where',
}

function readFields(buffer: Buffer, start: number, end: number): ServerErrorFields {
  const fields: Partial<Record<keyof ServerErrorFields, string>> = {}
  let at = start
  while (at < end && buffer[at] !== 0) {
    const stop = buffer.indexOf(0, at + 1)
    const name = FIELDS[String.fromCharCode(buffer[at] ?? 0)]
    if (name !== undefined) fields[name] = buffer.toString('utf8', at + 1, stop)
    at = stop + 1
  }
  return fields
}
