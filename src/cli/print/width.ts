/** Text in columns of a terminal: wide characters take two, colours none. */
import stringWidth from 'string-width'

export function widthOf(text: string): number {
  return isPlain(text) ? text.length : stringWidth(text)
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}

/** Uncoloured text cut to `width`, the middle left out: names differ at both ends. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width <= 1) return width === 1 ? '…' : ''
  const characters = Array.from(text)
  let head = ''
  let tail = ''
  let left = width - 1
  for (let front = 0, back = characters.length - 1; front <= back; ) {
    const fromFront = widthOf(head) <= widthOf(tail)
    const next = (fromFront ? characters[front++] : characters[back--]) ?? ''
    left -= widthOf(next)
    if (left < 0) break
    if (fromFront) head += next
    else tail = next + tail
  }
  return `${head}…${tail}`
}

/** Uncoloured text cut to `width` at its end. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let left = width - 1
  for (const character of text) {
    left -= widthOf(character)
    if (left < 0) break
    kept += character
  }
  return `${kept}…`
}

/** Lines of at most `width` columns, broken between words; a longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Printable ASCII alone: as wide as it is long, which spares the look at each character. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

/** The width of the widest, at least `least`; of however many there are. */
export function widest(texts: Iterable<string>, least: number): number {
  let width = least
  for (const text of texts) width = Math.max(width, widthOf(text))
  return width
}
