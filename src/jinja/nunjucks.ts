/**
 * The one door to nunjucks: its tokenizer and parser classes, typed as far as we use them. Nothing past `parser.ts`
 * knows that they exist. We subclass both; the environment, compiler and runtime of nunjucks are never loaded.
 *
 * `require` and not `import`: the package's main file takes 10 ms to load, the import of its parser alone 20 ms
 * (Node scans CommonJS for names), `require` of the parser alone 4 ms.
 */
import { createRequire } from 'node:module'
import type { Statement } from './ast.ts'

/** nunjucks' names for kinds of token, plus `end`, which our lexer gives where nunjucks gives null. */
export type TokenType =
  | 'string'
  | 'data'
  | 'block-start'
  | 'block-end'
  | 'variable-start'
  | 'variable-end'
  | 'left-paren'
  | 'right-paren'
  | 'left-bracket'
  | 'right-bracket'
  | 'left-curly'
  | 'right-curly'
  | 'operator'
  | 'comma'
  | 'colon'
  | 'tilde'
  | 'pipe'
  | 'int'
  | 'float'
  | 'symbol'
  | 'end'

export interface Token {
  readonly type: TokenType
  /** Text of a name, number or sign; the unescaped value of a string; normalized text of data. */
  readonly value: string
  /** Offsets into the file. */
  readonly start: number
  readonly end: number
}

export interface NunjucksTokenizer {
  readonly str: string
  /** Where reading stands in `str`, and where it ends. */
  index: number
  len: number
  in_code: boolean
  nextToken(): Token
}

export interface NunjucksParser {
  readonly tokens: NunjucksTokenizer
  /** The tags that end the body being read. */
  breakOnBlocks: readonly string[] | null
  /** Tags beyond those nunjucks knows. */
  extensions: readonly { readonly tags: readonly string[]; readonly parse: () => Statement }[]
  nextToken(): Token
  peekToken(): Token
  pushToken(token: Token): void
  skip(type: TokenType): boolean
  skipValue(type: TokenType, value: string): boolean
  skipSymbol(name: string): boolean
  /** Reads the tag at hand by its `parse…` method or its extension; null when it is one of `breakOnBlocks`. */
  parseStatement(): Statement | null
  /** `parse` with `breakOnBlocks` set. */
  parseUntilBlocks(...tags: string[]): readonly Statement[]
  parse(): readonly Statement[]
}

const require = createRequire(import.meta.url)

// nunjucks does not export its tokenizer class, only a function that makes one.
// The casts are the types of a package that has none for these modules.
const lexer = require('nunjucks/src/lexer.js') as { lex(source: string): NunjucksTokenizer }
const parser = require('nunjucks/src/parser.js') as { Parser: new (tokens: NunjucksTokenizer) => NunjucksParser }

export const NunjucksTokenizer = lexer.lex('').constructor as new (source: string) => NunjucksTokenizer
export const NunjucksParser = parser.Parser
