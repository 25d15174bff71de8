import type { Node } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'

/** The relation a node is built as. */
export function liveOf(node: Node): RelationName {
  if (node.relation === null) throw new Error(`${node.id} has no relation`)
  return node.relation
}
