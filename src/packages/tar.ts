/** The entries of a tar archive: ustar with GNU's long names and pax headers, as git hosts and `tar` write them. */

export interface TarEntry {
  /** As it is written, with `/`. Nobody has checked where it leads. */
  readonly path: string
  readonly kind: 'file' | 'folder' | 'symlink' | 'hardlink' | 'other'
  readonly content: Buffer
  /** Where a link leads. */
  readonly target: string
}

/** An archive that is none, or is cut short. */
export class TarFault extends Error {
  override readonly name = 'TarFault'
}

const BLOCK = 512

/** Throws a TarFault where the bytes make no archive. */
export function* readTar(bytes: Buffer): Generator<TarEntry> {
  let at = 0
  let long: { path?: string; target?: string; size?: number } = {}
  while (at + BLOCK <= bytes.length) {
    const header = bytes.subarray(at, at + BLOCK)
    if (header.every((byte) => byte === 0)) return
    checkSum(header, at)
    const size = long.size ?? numberAt(header, 124, 12)
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size)
    if (content.length < size) throw new TarFault('it is cut short')
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const type = String.fromCharCode(header[156] ?? 0)
    switch (type) {
      case 'L':
        long = { ...long, path: textAt(content, 0, size) }
        continue
      case 'K':
        long = { ...long, target: textAt(content, 0, size) }
        continue
      case 'x':
        long = { ...long, ...paxOf(content) }
        continue
      case 'g':
        continue // a comment with the commit, from git
    }
    yield {
      path: long.path ?? pathOf(header),
      kind: KINDS[type] ?? 'other',
      content,
      target: long.target ?? textAt(header, 157, 100),
    }
    long = {}
  }
  if (at === 0) throw new TarFault('it is empty')
}

const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'folder',
}

function pathOf(header: Buffer): string {
  const name = textAt(header, 0, 100)
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textAt(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function textAt(bytes: Buffer, from: number, length: number): string {
  const part = bytes.subarray(from, from + length)
  const end = part.indexOf(0)
  return part.toString('utf8', 0, end === -1 ? part.length : end)
}

/** Octal digits; or, with its first bit set, a number in base 256. */
function numberAt(header: Buffer, from: number, length: number): number {
  const first = header[from] ?? 0
  if (first >= 0x80) {
    let value = first & 0x7f
    for (let i = 1; i < length; i++) value = value * 256 + (header[from + i] ?? 0)
    return value
  }
  const text = textAt(header, from, length).trim()
  const value = text === '' ? 0 : Number.parseInt(text, 8)
  if (!/^[0-7]*$/.test(text) || !Number.isSafeInteger(value)) throw new TarFault('it is no tar archive')
  return value
}

function checkSum(header: Buffer, at: number): void {
  let sum = 0
  for (const [i, byte] of header.entries()) sum += i >= 148 && i < 156 ? 32 : byte
  if (sum !== numberAt(header, 148, 8))
    throw new TarFault(at === 0 ? 'it is no tar archive' : `it is damaged at byte ${at}`)
}

/** `27 path=a/long/name\n`: the length counts itself, in bytes. */
function paxOf(content: Buffer): { path?: string; target?: string; size?: number } {
  const found: { path?: string; target?: string; size?: number } = {}
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at)
    const length = Number(content.toString('latin1', at, space))
    if (space === -1 || !Number.isInteger(length) || length <= 0 || at + length > content.length)
      throw new TarFault('one of its headers is damaged')
    const record = content.toString('utf8', space + 1, at + length - 1)
    const equals = record.indexOf('=')
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)]
    if (key === 'path') found.path = value
    else if (key === 'linkpath') found.target = value
    else if (key === 'size') found.size = Number(value)
    at += length
  }
  return found
}
