import { md5 } from '../../base/digest.ts'

/** PostgreSQL silently cuts identifiers after this many bytes of UTF-8. */
export const MAX_NAME_BYTES = 63

const MARK = '__assay_'

/**
 * A name beside `name` that no other run, node or purpose uses: `orders__assay_1a2b3c4d_new`.
 * `run` is the run's short id; what does not fit into 63 bytes is cut and replaced by a hash, so that two long names
 * with a common beginning stay apart.
 */
export function besideName(name: string, run: string, purpose: 'new' | 'old' | 'tmp'): string {
  return fitName(name, `${MARK}${run}_${purpose}`)
}

/** The name of an index: what it is on, then what makes it unique within the schema. */
export function indexName(relation: string, columns: readonly string[], definition: string, run: string): string {
  const unique = md5(`${run} ${relation} ${definition}`).slice(0, 8)
  return fitName([relation, ...columns].join('_'), `_${unique}_idx`)
}

/** `name` + `suffix`, at most 63 bytes long; never cuts through a character. */
export function fitName(name: string, suffix: string): string {
  const room = MAX_NAME_BYTES - Buffer.byteLength(suffix)
  if (Buffer.byteLength(name) <= room) return name + suffix
  const hash = `_${md5(name).slice(0, 6)}`
  return cutBytes(name, room - hash.length) + hash + suffix
}

/** A name as PostgreSQL keeps it: cut after 63 bytes, never through a character. */
export function storedName(name: string): string {
  return Buffer.byteLength(name) <= MAX_NAME_BYTES ? name : cutBytes(name, MAX_NAME_BYTES)
}

function cutBytes(text: string, bytes: number): string {
  let used = 0
  let cut = ''
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    cut += character
  }
  return cut
}
