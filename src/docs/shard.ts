/** Which file a page is in: FNV-1a over the UTF-16 units of its id, the same here and in the browser. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) {
    hash ^= id.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0) % shards
}

/** The name of that file, and of the part in it. */
export function shardName(shard: number): string {
  return `pages-${shard}`
}
