import { type Origin, syntaxError } from './errors.ts'
import type { JinjaLexer } from './lexer.ts'
import { NunjucksParser, type Token, type TokenType } from './nunjucks.ts'

const CLOSING_BRACE = /\}/y

/** nunjucks' plumbing of tokens, with errors that have a place and say what was expected. */
export class TokenParser extends NunjucksParser {
  readonly origin: Origin
  readonly #lexer: JinjaLexer
  /** Where the tag being read begins. */
  protected tagStart = 0

  constructor(lexer: JinjaLexer, origin: Origin) {
    super(lexer)
    this.#lexer = lexer
    this.origin = origin
  }

  /** Whether what comes right behind the next token matches `pattern` (sticky). */
  protected isFollowedBy(pattern: RegExp): boolean {
    this.peekToken()
    return this.#lexer.isFollowedBy(pattern)
  }

  take(type: TokenType): Token {
    const token = this.peekToken()
    if (token.type !== type) throw this.error(`expected ${SPELLING[type]}, found ${describe(token)}`)
    return this.nextToken()
  }

  takeName(what: string): Token {
    const token = this.peekToken()
    if (token.type !== 'symbol') throw this.error(`expected the name of ${what}, found ${describe(token)}`)
    return this.nextToken()
  }

  takeAssign(): void {
    if (!this.skipValue('operator', '=')) throw this.error(`expected '=', found ${describe(this.peekToken())}`)
  }

  /** A syntax error at the next token; where the template ends inside of a tag, that is the error. */
  error(message: string, hint?: string): Error {
    const token = this.peekToken()
    if (token.type === 'end') return this.errorAt(this.tagStart, 'this tag is never closed')
    // Inside of brackets the end of a tag is no end; `%}` is read as two signs.
    const inBrackets = token.value === '%' && this.isFollowedBy(CLOSING_BRACE)
    return this.errorAt(token.start, message, inBrackets ? "a bracket before the '%}' is still open" : hint)
  }

  errorAt(offset: number, message: string, hint?: string): Error {
    return syntaxError(this.origin, offset, message, hint)
  }
}

const SPELLING: Readonly<Record<TokenType, string>> = {
  string: 'a string',
  data: 'text',
  'block-start': "'{%'",
  'block-end': "'%}'",
  'variable-start': "'{{'",
  'variable-end': "'}}'",
  'left-paren': "'('",
  'right-paren': "')'",
  'left-bracket': "'['",
  'right-bracket': "']'",
  'left-curly': "'{'",
  'right-curly': "'}'",
  operator: 'an operator',
  comma: "','",
  colon: "':'",
  tilde: "'~'",
  pipe: "'|'",
  int: 'a number',
  float: 'a number',
  symbol: 'a name',
  end: 'the end of the template',
}

/** How an error names what it met. */
export function describe(token: Token): string {
  switch (token.type) {
    case 'symbol':
    case 'operator':
    case 'int':
    case 'float':
      return `'${token.value}'`
    default:
      return SPELLING[token.type]
  }
}
