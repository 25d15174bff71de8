import { ENTITIES, LEGACY_ENTITIES } from './html-entities.ts'
import { split } from './split.ts'

const REFERENCE = /&(?:#(?<decimal>[0-9]+);?|#[xX](?<hex>[0-9a-fA-F]+);?|(?<name>[^\t\n\f <&#;]{1,32};?))/g

/** HTML's character references as the characters they stand for. */
export function unescapeText(text: string): string {
  return text.replace(REFERENCE, (reference, ...match) => {
    const { decimal, hex, name } = match.at(-1) as Record<string, string | undefined>
    if (decimal !== undefined) return numbered(Number(decimal))
    if (hex !== undefined) return numbered(Number.parseInt(hex, 16))
    return named(name as string) ?? reference
  })
}

/** HTML without tags and comments, white space collapsed, references resolved: Markup's `striptags`. */
export function stripTags(html: string): string {
  let text = ''
  let from = 0
  for (let start = html.indexOf('<'); start >= 0; start = html.indexOf('<', from)) {
    const end = endOfTag(html, start)
    if (end < 0) break
    text += html.slice(from, start)
    from = end
  }
  text += html.slice(from)
  return unescapeText(split(text, undefined, -1).join(' '))
}

/** Past the tag or comment that begins here, or -1 when it is never closed. */
function endOfTag(html: string, start: number): number {
  const [mark, searchFrom] = html.startsWith('<!--', start) ? ['-->', start + 4] : ['>', start]
  const end = html.indexOf(mark as string, searchFrom as number)
  return end < 0 ? -1 : end + (mark as string).length
}

const REPLACEMENT = '\ufffd'

function numbered(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return REPLACEMENT
  return String.fromCodePoint(code)
}

/** `amp;`, or a legacy name at the start of something longer. */
function named(name: string): string | undefined {
  if (name.endsWith(';')) {
    const character = ENTITIES.get(name.slice(0, -1))
    if (character !== undefined) return character
  }
  for (let length = name.length; length > 1; length--) {
    const character = LEGACY_ENTITIES.get(name.slice(0, length))
    if (character !== undefined) return character + name.slice(length)
  }
  return undefined
}
