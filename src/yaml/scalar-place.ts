/** Where a character of a string value stands in the file: quotes, escapes, indentation and folding lie between. */
import type { Location } from '../base/position.ts'
import { placeAt, type YamlDocument } from './yaml-document.ts'

/** The place of character `index` of `value`, which is written at `offset` of the document. */
export function placeInScalar(document: YamlDocument, offset: number, value: string, index: number): Location {
  return placeAt(document, offsetInScalar(document.text, offset, value, index))
}

/**
 * The offset in `text` of character `index` of the scalar `value` written at `start`. Walks both side by side: white
 * space may differ, everything else stands in the file as it is or escaped.
 */
export function offsetInScalar(text: string, start: number, value: string, index: number): number {
  let at = contentStart(text, start)
  const quote = text.charAt(start)
  let i = 0
  for (const char of value) {
    const blank = isBlank(char)
    if (!blank) while (at < text.length && isBlank(text.charAt(at))) at++
    // An escaped line end stands for nothing, nor does the indentation behind it.
    while (quote === '"' && /^\\[\r\n]/.test(text.slice(at, at + 2)))
      at += /^\\\s+/.exec(text.slice(at))?.[0].length ?? 2
    if (i + char.length > index) return at
    i += char.length
    if (quote === '"' && text.charAt(at) === '\\') at += escapeLength(text, at)
    else if (quote === "'" && char === "'") at += 2
    else if (!blank || text.charAt(at) === char) at += char.length
  }
  return Math.min(at, text.length)
}

/** Behind an opening quote, or behind the line of a `|` or `>`. */
function contentStart(text: string, start: number): number {
  const first = text.charAt(start)
  if (first === '"' || first === "'") return start + 1
  if (first !== '|' && first !== '>') return start
  const lineEnd = text.indexOf('\n', start)
  return lineEnd === -1 ? text.length : lineEnd + 1
}

function escapeLength(text: string, at: number): number {
  const length = { x: 4, u: 6, U: 10 }[text.charAt(at + 1)]
  return length ?? 2
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r'
}
