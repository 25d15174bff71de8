import { AssayError } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { Node } from '../resources/node.ts'
import { nameTooLong } from './errors.ts'

/** PostgreSQL cuts names after this many bytes, silently. */
export const MAX_NAME_BYTES = 63

/** Throws where a node would be built under a name that PostgreSQL cuts: another relation may have what is left of it. */
export function checkNameLength(node: Node): void {
  if (node.relation === null || (node.kind === 'test' && node.config.store_failures !== true)) return
  const { schema, identifier } = node.relation
  if (isCut(identifier)) throw new AssayError(nameTooLong('name', identifier, placeOf(node)))
  if (isCut(schema)) throw new AssayError(nameTooLong('schema', schema, placeOf(node)))
}

function isCut(name: string | null): name is string {
  return name !== null && Buffer.byteLength(name) > MAX_NAME_BYTES
}

function placeOf(node: Node): Location {
  if (node.kind === 'test' && node.generic !== null) return node.generic.at
  if (node.kind === 'seed') return { file: node.originalPath, line: 1, column: 1 }
  return { file: node.template.file, line: 1, column: 1, source: node.template.source }
}
