import { inDoubleQuotes } from './yaml-style.ts'

const WIDTH = 80

/** Text that is being written, as PyYAML writes it: where it stands decides where spaces and line ends go. */
export class YamlWriter {
  text = ''
  #column = 0
  /** Nothing but indentation and list marks stands before in this line. */
  #atIndention = true
  #afterSpace = true
  #indents: (number | null)[] = [null]

  get atIndention(): boolean {
    return this.#atIndention
  }

  /** Goes a level deeper; a list within a mapping does not count as one (`indentless`). */
  indent(flow: boolean, indentless = false): void {
    const current = this.#indents.at(-1) ?? null
    if (current === null) this.#indents.push(flow ? 2 : 0)
    else this.#indents.push(indentless ? current : current + 2)
  }

  dedent(): void {
    this.#indents.pop()
  }

  indicator(
    mark: string,
    spaceBefore: boolean,
    then: { readonly space?: boolean; readonly indention?: boolean } = {},
  ): void {
    this.#write(this.#afterSpace || !spaceBefore ? mark : ` ${mark}`)
    this.#afterSpace = then.space === true
    this.#atIndention = this.#atIndention && then.indention === true
  }

  /** A new line at the current indentation, unless that is where we are. */
  newLine(): void {
    const indent = this.#indents.at(-1) ?? 0
    if (!this.#atIndention || this.#column > indent || (this.#column === indent && !this.#afterSpace)) this.#break('\n')
    if (this.#column < indent) {
      this.#afterSpace = true
      this.#write(' '.repeat(indent - this.#column))
    }
  }

  plain(text: string, split: boolean): void {
    if (text === '') return
    if (!this.#afterSpace) this.#write(' ')
    this.#afterSpace = false
    this.#atIndention = false
    for (const [index, piece] of pieces(text).entries()) {
      if (piece === ' ' && this.#column > WIDTH && split && index > 0) {
        this.newLine()
        this.#afterSpace = false
        this.#atIndention = false
      } else this.#write(piece)
    }
  }

  singleQuoted(text: string, split: boolean): void {
    this.indicator("'", true)
    const parts = pieces(text)
    for (const [index, piece] of parts.entries()) {
      if (piece === ' ' && this.#column > WIDTH && split && index > 0 && index < parts.length - 1) this.newLine()
      else if (isBreaks(piece)) this.#lineBreaks(piece)
      else this.#write(piece.replaceAll("'", "''"))
    }
    this.indicator("'", false)
  }

  doubleQuoted(text: string, split: boolean): void {
    this.indicator('"', true)
    const characters = Array.from(text)
    // Characters that stand for themselves are held back until their end: lines may break only there.
    let held = ''
    for (const [index, character] of characters.entries()) {
      const escaped = inDoubleQuotes(character)
      if (escaped === character) held += character
      else {
        this.#write(held + escaped)
        held = ''
      }
      const mayBreak = index > 0 && index < characters.length - 1 && (character === ' ' || held === '')
      if (!mayBreak || !split || this.#column + (held.length - (character === ' ' ? 1 : 0)) <= WIDTH) continue
      this.#breakQuoted(character === ' ' ? held.slice(0, -1) : held)
      held = character === ' ' ? ' ' : ''
      if ((held === '' ? characters[index + 1] : held) === ' ') this.#write('\\')
    }
    this.#write(held)
    this.indicator('"', false)
  }

  #breakQuoted(held: string): void {
    this.#write(`${held}\\`)
    this.newLine()
    this.#afterSpace = false
    this.#atIndention = false
  }

  /** One line end more than the text has: a single one would be read as a space. */
  #lineBreaks(breaks: string): void {
    if (breaks.startsWith('\n')) this.#break('\n')
    for (const one of breaks) this.#break(one)
    this.newLine()
  }

  #break(text: string): void {
    this.text += text
    this.#afterSpace = true
    this.#atIndention = true
    this.#column = 0
  }

  #write(text: string): void {
    this.text += text
    this.#column += text.length
  }
}

/** Words, runs of spaces and runs of line ends, in order. */
function pieces(text: string): readonly string[] {
  return text.match(/ +|[\n\x85\u2028\u2029]+|[^ \n\x85\u2028\u2029]+/g) ?? []
}

function isBreaks(piece: string): boolean {
  return /^[\n\x85\u2028\u2029]/.test(piece)
}
