import type { OutputStream } from '../terminal.ts'

const BEGIN = '\x1b[?2026h' // terminals that know it draw what follows at once, without flicker
const END = '\x1b[?2026l'
const HIDE_CURSOR = '\x1b[?25l'
const SHOW_CURSOR = '\x1b[?25h'

/** The last lines of a terminal, drawn again and again below what is printed for good. */
export class LiveRegion {
  readonly #stream: OutputStream
  #height = 0
  #open = false

  constructor(stream: OutputStream) {
    this.#stream = stream
  }

  /** Prints `text` (empty, or whole lines) above the region, and the region anew. Lines must fit the window. */
  draw(text: string, lines: readonly string[]): void {
    const region = lines.map((line) => `${line}\n`).join('')
    const hide = this.#open ? '' : HIDE_CURSOR
    this.#open = true
    this.#stream.write(`${BEGIN}${hide}${this.#erase()}${text}${region}${END}`)
    this.#height = lines.length
  }

  /** Prints `text` and removes the region for good. */
  close(text: string): void {
    if (!this.#open) {
      if (text !== '') this.#stream.write(text)
      return
    }
    this.#stream.write(`${BEGIN}${this.#erase()}${text}${END}${SHOW_CURSOR}`)
    this.#height = 0
    this.#open = false
  }

  #erase(): string {
    return this.#height === 0 ? '' : `\x1b[${this.#height}A\r\x1b[J`
  }
}
