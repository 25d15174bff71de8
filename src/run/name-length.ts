import { AssayError } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { Node } from '../resources/node.ts'
import { nameTooLong } from './errors.ts'
import { storedName } from './publish/names.ts'

/**
 * Throws where a node would be built under a name that PostgreSQL cuts: another relation may have what is left of it. The
 * name of a schema is cut, as in dbt: all that is built in it finds the same one.
 */
export function checkNameLength(node: Node): void {
  if (node.relation === null || (node.kind === 'test' && node.config.store_failures !== true)) return
  const { identifier } = node.relation
  if (identifier !== null && storedName(identifier) !== identifier)
    throw new AssayError(nameTooLong(identifier, placeOf(node)))
}

function placeOf(node: Node): Location {
  if (node.kind === 'test' && node.generic !== null) return node.generic.at
  if (node.kind === 'seed') return { file: node.originalPath, line: 1, column: 1 }
  return { file: node.template.file, line: 1, column: 1, source: node.template.source }
}
