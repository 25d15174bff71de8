import { repeatText } from './sequence-arithmetic.ts'
import { characterCount } from './text.ts'

/** Python's `center`: an odd rest goes left when the width is odd, else right. */
export function center(text: string, width: number, fill = ' '): string {
  const missing = width - characterCount(text)
  if (missing <= 0) return text
  const left = (missing >> 1) + (missing & width & 1)
  return repeatText(fill, left) + text + repeatText(fill, missing - left)
}

/** Python's `ljust`. */
export function justifyLeft(text: string, width: number, fill = ' '): string {
  return text + repeatText(fill, width - characterCount(text))
}

/** Python's `rjust`. */
export function justifyRight(text: string, width: number, fill = ' '): string {
  return repeatText(fill, width - characterCount(text)) + text
}

/** Python's `zfill`: zeros after the sign. */
export function zeroFill(text: string, width: number): string {
  const signed = text.startsWith('-') || text.startsWith('+')
  const zeros = repeatText('0', width - characterCount(text))
  return signed ? text.slice(0, 1) + zeros + text.slice(1) : zeros + text
}

/** Python's `expandtabs`: to the next multiple of `size`, counted from the last line end. */
export function expandTabs(text: string, size: number): string {
  let column = 0
  let expanded = ''
  for (const character of text) {
    if (character === '\t') {
      const spaces = size > 0 ? size - (column % size) : 0
      expanded += repeatText(' ', spaces)
      column += spaces
    } else {
      expanded += character
      column = character === '\n' || character === '\r' ? 0 : column + 1
    }
  }
  return expanded
}
