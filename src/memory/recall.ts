/** A manifest as bytes, with what it depends on before it: a line of JSON, then what V8 makes of plain data. */
import { deserialize, serialize } from 'node:v8'
import type { Invocation } from '../context/invocation.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Fingerprint } from './fingerprint.ts'
import { type Asked, isSameAnswer } from './listen.ts'
import { type Packed, pack, unpack } from './pack.ts'

interface Head extends Fingerprint {
  readonly asked: Asked
}

/** What was understood of a project before. */
export interface Recalled {
  readonly manifest: Manifest
  /** The keys of files that have another text now. */
  readonly changed: ReadonlySet<string>
}

/** Null where a manifest cannot be kept. */
export function remember(manifest: Manifest, fingerprint: Fingerprint, asked: Asked): Uint8Array | null {
  const packed = pack(manifest)
  if (packed === null) return null
  const head: Head = { ...fingerprint, asked }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), serialize(packed)])
}

/** Null where nothing is kept, or where more than the texts of files is another thing now. */
export function recall(bytes: Uint8Array | null, now: Fingerprint, invocation: Invocation): Recalled | null {
  if (bytes === null) return null
  try {
    const end = bytes.indexOf(0x0a)
    const head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString()) as Head // what `remember` wrote, or it throws
    if (head.rest !== now.rest || !isSameAnswer(head.asked, invocation)) return null
    const changed = Object.keys(now.files).filter((key) => now.files[key] !== head.files[key])
    return { manifest: unpack(deserialize(bytes.subarray(end + 1)) as Packed), changed: new Set(changed) }
  } catch {
    return null // not of ours, or cut off: it is made again
  }
}
