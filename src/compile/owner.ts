import type { Node } from '../resources/node.ts'

/** How messages call a node: `model 'orders' (models/orders.sql)`. */
export function ownerOf(node: Pick<Node, 'name' | 'originalPath'> & { readonly kind: string }): string {
  return `${node.kind} '${node.name}' (${node.originalPath})`
}
