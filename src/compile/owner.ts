import { kindWord } from '../resources/declared.ts'
import type { Node } from '../resources/node.ts'

/** How messages call a node: `model 'orders' (models/orders.sql)`. */
export function ownerOf(
  node: Pick<Node, 'name' | 'originalPath'> & { readonly kind: string; readonly declared?: unknown },
): string {
  return `${kindWord(node)} '${node.name}' (${node.originalPath})`
}
