import type { Manifest } from '../../resources/manifest.ts'
import type { Node } from '../../resources/node.ts'

/** `--store-failures`: every data test that does not say otherwise keeps its failing rows. */
export function withStoredFailures(manifest: Manifest): Manifest {
  const store = (node: Node): Node =>
    node.kind === 'test' && node.config.store_failures === null
      ? { ...node, config: { ...node.config, store_failures: true } }
      : node
  return { ...manifest, nodes: new Map(Array.from(manifest.nodes, ([id, node]) => [id, store(node)])) }
}
