/** A manifest as bytes, with what it depends on before it: a line of JSON, then what V8 makes of plain data. */
import { deserialize, serialize } from 'node:v8'
import { sha256 } from '../base/digest.ts'
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
  /** Another one for everything that a parse may depend on. */
  readonly id: string
}

/** A manifest as it is kept, and what it is called; null where it cannot be kept. */
export function remember(
  manifest: Manifest,
  fingerprint: Fingerprint,
  asked: Asked,
): { readonly bytes: Uint8Array; readonly id: string } | null {
  const packed = pack(manifest)
  if (packed === null) return null
  const head = JSON.stringify({ ...fingerprint, asked } satisfies Head)
  return { bytes: Buffer.concat([Buffer.from(`${head}\n`), serialize(packed)]), id: sha256(head) }
}

/** Null where nothing is kept, or where more than the texts of files is another thing now. */
export function recall(bytes: Uint8Array | null, now: Fingerprint, invocation: Invocation): Recalled | null {
  if (bytes === null) return null
  try {
    const end = bytes.indexOf(0x0a)
    const text = Buffer.from(bytes.subarray(0, end)).toString()
    const head = JSON.parse(text) as Head // what `remember` wrote, or it throws
    if (head.rest !== now.rest || !isSameAnswer(head.asked, invocation)) return null
    const changed = Object.keys(now.files).filter((key) => now.files[key] !== head.files[key])
    const manifest = unpack(deserialize(bytes.subarray(end + 1)) as Packed)
    return { manifest, changed: new Set(changed), id: sha256(text) }
  } catch {
    return null // not of ours, or cut off: it is made again
  }
}
