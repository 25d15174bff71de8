import { AssayError } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { Node } from '../resources/node.ts'
import { placeOf } from '../resources/node-place.ts'
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
    throw new AssayError(nameTooLong(identifier, homeOf(node)))
}

/** With the first lines of a file of its own: the alias stands there as a rule. */
function homeOf(node: Node): Location {
  const at = placeOf(node)
  return at.source === undefined && 'template' in node ? { ...at, source: node.template.source } : at
}
