import { characterCount } from '../../../jinja/values/text.ts'
import { parseSetEscape } from './escapes.ts'
import type { CharacterSet, SetMember } from './pattern-node.ts'
import type { PatternSource } from './pattern-source.ts'

/** `[…]`, its opening bracket taken already. A bracket that comes first is a member: `[]a]`, `[^]a]`. */
export function parseSet(source: PatternSource): CharacterSet {
  const start = source.position - 1
  const negated = source.accept('^')
  const members: SetMember[] = []
  for (;;) {
    const token = takeToken(source, start)
    if (token === ']' && members.length > 0) break
    const first = parseMember(source, token)
    if (!source.accept('-')) {
      members.push(first)
      continue
    }
    const other = takeToken(source, start)
    if (other === ']') {
      members.push(first, { kind: 'literal', code: 0x2d })
      break
    }
    members.push(range(source, token, first, other, parseMember(source, other)))
  }
  return { kind: 'set', negated, members }
}

function takeToken(source: PatternSource, start: number): string {
  const token = source.take()
  if (token === undefined) throw source.error('unterminated character set', source.position - start)
  return token
}

function parseMember(source: PatternSource, token: string): SetMember {
  if (token.startsWith('\\')) return parseSetEscape(source, token)
  return { kind: 'literal', code: token.codePointAt(0) as number }
}

function range(source: PatternSource, token: string, low: SetMember, other: string, high: SetMember): SetMember {
  if (low.kind === 'literal' && high.kind === 'literal' && low.code <= high.code)
    return { kind: 'range', low: low.code, high: high.code }
  const back = characterCount(token) + 1 + characterCount(other)
  throw source.error(`bad character range ${token}-${other}`, back)
}
