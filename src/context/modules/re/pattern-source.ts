import type { PythonError } from '../../../jinja/values/python-error.ts'
import { characterCount } from '../../../jinja/values/text.ts'
import { patternError } from './errors.ts'

/** A pattern or a replacement, read token by token: a character, or a backslash with the character after it. */
export class PatternSource {
  readonly text: string
  readonly #characters: readonly string[]
  #index = 0
  #next: string | undefined

  constructor(text: string) {
    this.text = text
    this.#characters = Array.from(text)
    this.#advance()
  }

  /** The token that `take` would give; undefined at the end. */
  get next(): string | undefined {
    return this.#next
  }

  /** Where the next token starts. */
  get position(): number {
    return this.#index - characterCount(this.#next ?? '')
  }

  take(): string | undefined {
    const token = this.#next
    this.#advance()
    return token
  }

  /** Takes the next token if it is this one. */
  accept(token: string): boolean {
    if (this.#next !== token) return false
    this.#advance()
    return true
  }

  /** Takes up to `most` tokens that match. */
  takeWhile(most: number, wanted: RegExp): string {
    let taken = ''
    for (let n = 0; n < most && this.#next !== undefined && wanted.test(this.#next); n++) taken += this.take()
    return taken
  }

  /** Takes a name and the terminator after it; `what` it is the name of, is for the error. */
  takeUntil(terminator: string, what: string): string {
    let name = ''
    for (let token = this.take(); token !== terminator; token = this.take()) {
      if (token === undefined && name === '') throw this.error(`missing ${what}`)
      if (token === undefined) throw this.error(`missing ${terminator}, unterminated name`, characterCount(name))
      name += token
    }
    if (name === '') throw this.error(`missing ${what}`, 1)
    return name
  }

  /** Goes back to a position that was asked for earlier. */
  seek(position: number): void {
    this.#index = position
    this.#advance()
  }

  /** An error `back` characters before the next token. */
  error(message: string, back = 0): PythonError {
    return patternError(message, this.text, this.position - back)
  }

  #advance(): void {
    let token = this.#characters[this.#index]
    if (token === undefined) {
      this.#next = undefined
      return
    }
    if (token === '\\') {
      const escaped = this.#characters[++this.#index]
      if (escaped === undefined)
        throw patternError('bad escape (end of pattern)', this.text, this.#characters.length - 1)
      token += escaped
    }
    this.#index++
    this.#next = token
  }
}
