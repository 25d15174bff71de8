import { repetitionTooLarge } from './errors.ts'
import type { PatternNode } from './pattern-node.ts'
import type { PatternSource } from './pattern-source.ts'

interface Quantifier {
  readonly least: number
  readonly most: number
}

/** Python counts repetitions in 32 bits; the highest count means no bound. */
const TOO_LARGE = 2 ** 32 - 1

export function isQuantifier(token: string): boolean {
  return token === '*' || token === '+' || token === '?' || token === '{'
}

/** The bounds of a quantifier that was taken; undefined for braces that are just characters. */
export function parseQuantifier(source: PatternSource, token: string): Quantifier | undefined {
  switch (token) {
    case '?':
      return { least: 0, most: 1 }
    case '*':
      return { least: 0, most: Number.POSITIVE_INFINITY }
    case '+':
      return { least: 1, most: Number.POSITIVE_INFINITY }
    default:
      return parseBraces(source)
  }
}

/** The repetition: `?` after the quantifier makes it lazy, `+` keeps it from giving back. */
export function repeated(source: PatternSource, { least, most }: Quantifier, node: PatternNode): PatternNode {
  const manner = source.accept('?') ? 'lazy' : source.accept('+') ? 'possessive' : 'greedy'
  return { kind: 'repeat', least, most, manner, body: [node] }
}

/** `{3}`, `{3,}`, `{,5}`, `{3,5}` and even `{,}`. */
function parseBraces(source: PatternSource): Quantifier | undefined {
  if (source.next === '}') return undefined
  const start = source.position
  const low = takeDigits(source)
  const high = source.accept(',') ? takeDigits(source) : low
  if (!source.accept('}')) {
    source.seek(start)
    return undefined
  }
  const least = low === '' ? 0 : count(low)
  const most = high === '' ? Number.POSITIVE_INFINITY : count(high)
  if (most < least) throw source.error('min repeat greater than max repeat', source.position - start)
  return { least, most }
}

function takeDigits(source: PatternSource): string {
  return source.takeWhile(Number.POSITIVE_INFINITY, /^[0-9]$/)
}

function count(digits: string): number {
  const number = Number(digits)
  if (number >= TOO_LARGE) throw repetitionTooLarge()
  return number
}
