import { characterCount } from '../../../jinja/values/text.ts'
import {
  ASCII,
  DOTALL,
  GLOBAL_FLAGS,
  IGNORECASE,
  LOCALE,
  MULTILINE,
  TEMPLATE,
  TYPE_FLAGS,
  UNICODE,
  VERBOSE,
} from './flags.ts'
import type { PatternSource } from './pattern-source.ts'

const LETTERS: Readonly<Record<string, number>> = {
  i: IGNORECASE,
  L: LOCALE,
  m: MULTILINE,
  s: DOTALL,
  x: VERBOSE,
  a: ASCII,
  t: TEMPLATE,
  u: UNICODE,
}

/** Flags for the whole pattern, `(?im)`, or for one group, `(?i-m:…)`. */
export type InlineFlags =
  | { readonly scope: 'pattern'; readonly on: number }
  | { readonly scope: 'group'; readonly on: number; readonly off: number }

export function startsFlags(token: string): boolean {
  return token === '-' || Object.hasOwn(LETTERS, token)
}

/** The flags after `(?`, up to and with the `)` or `:` that ends them; `first` is taken already. */
export function parseInlineFlags(source: PatternSource, first: string): InlineFlags {
  let on = 0
  let token = first
  while (token !== '-' && token !== ')' && token !== ':') {
    on |= switchedOn(source, token, on)
    token = nextFlag(source, /^[):-]$/, 'missing -, : or )')
  }
  if (token === ')') return { scope: 'pattern', on }
  if ((on & GLOBAL_FLAGS) !== 0) throw source.error('bad inline flags: cannot turn on global flag', 1)
  const off = token === '-' ? switchedOff(source) : 0
  if ((on & off) !== 0) throw source.error('bad inline flags: flag turned on and off', 1)
  return { scope: 'group', on, off }
}

function switchedOn(source: PatternSource, letter: string, before: number): number {
  if (letter === 'L') throw source.error("bad inline flags: cannot use 'L' flag with a str pattern")
  const flag = LETTERS[letter] as number
  if ((flag & TYPE_FLAGS) !== 0 && ((before | flag) & TYPE_FLAGS) !== flag)
    throw source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
  return flag
}

function switchedOff(source: PatternSource): number {
  let off = 0
  let token = nextFlag(source, /^$/, 'missing flag')
  while (token !== ':') {
    const flag = LETTERS[token] as number
    if ((flag & TYPE_FLAGS) !== 0) throw source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
    off |= flag
    token = nextFlag(source, /^:$/, 'missing :')
  }
  return off
}

/** The next flag, or one of the tokens that may `end` them. */
function nextFlag(source: PatternSource, end: RegExp, missing: string): string {
  const token = source.take()
  if (token === undefined) throw source.error(missing)
  if (end.test(token) || Object.hasOwn(LETTERS, token)) return token
  throw source.error(/^\p{L}$/u.test(token) ? 'unknown flag' : missing, characterCount(token))
}
