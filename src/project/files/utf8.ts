import { isUtf8 } from 'node:buffer'

/** The text of UTF-8 bytes, or the offset of the first byte that is not UTF-8. A byte order mark is kept. */
export function decodeUtf8(bytes: Buffer): string | number {
  return isUtf8(bytes) ? bytes.toString('utf8') : firstInvalid(bytes)
}

/** `text` without the byte order mark it may begin with. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** Walks character by character: only files that are wrong come here. */
function firstInvalid(bytes: Buffer): number {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at] ?? 0)
    if (length === 0 || !isUtf8(bytes.subarray(at, at + length))) return at
    at += length
  }
  return at
}

/** Bytes of the character that begins with `lead`; 0 when none does. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead < 0xe0) return 2
  if (lead >= 0xe0 && lead < 0xf0) return 3
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0
}
