import type { Node } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'

/** The relation a node is built as, its parts as PostgreSQL stores them: what is not quoted is folded to lower case. */
export function liveOf(node: Node): RelationName {
  if (node.relation === null) throw new Error(`${node.id} has no relation`)
  const { schema, identifier, quoting } = node.relation
  return {
    ...node.relation,
    schema: quoting.schema ? schema : (schema?.toLowerCase() ?? null),
    identifier: quoting.identifier ? identifier : (identifier?.toLowerCase() ?? null),
  }
}
