import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { callValue } from '../../../jinja/values/call.ts'
import { toList } from '../../../jinja/values/iterate.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { type Callable, NO_KWARGS, Tuple, type Value } from '../../../jinja/values/value.ts'
import { Match } from './match.ts'
import { Pattern } from './pattern.ts'

/** Pattern, flags, text, and what Python makes of them: `testdata/record_random_patterns.py` says how. */
type Case = readonly [string, number, string, object]

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('testdata/random-patterns.json', import.meta.url), 'utf8'),
)

test.each(cases)('%j with flags %i on %j is as in Python', (source, flags, text, expected) => {
  expect(answer(source, flags, text)).toEqual(expected)
})

test('a replacement may answer later, and the answers keep their order', async () => {
  const later: Callable = ([match]) => Promise.resolve(`<${(match as Match).text(0)}>`)
  expect(await call(new Pattern('[a-z]', 0), 'sub', later, 'a1b2')).toBe('<a>1<b>2')
})

test('the machine needs no stack of its own for long texts', () => {
  const text = `${'ab'.repeat(100_000)}c`
  expect(spans(call(new Pattern('(?:a|b)*c', 0), 'match', text))).toEqual([[0, 200_001]])
  expect(spans(call(new Pattern('(?:a|b)*?c', 0), 'match', text))).toEqual([[0, 200_001]])
  expect(call(new Pattern('(?:a|b)*d', 0), 'match', text)).toBe(null)
})

test('characters cannot be named, and the error says what to write instead', () => {
  expect(() => new Pattern('a\\N{DASH}', 0)).toThrow(
    "characters cannot be named here, write 'DASH' as \\u and its number at position 1",
  )
})

function answer(source: string, flags: number, text: string): unknown {
  let pattern: Pattern
  try {
    pattern = new Pattern(source, flags)
  } catch (error) {
    if (error instanceof PythonError) return { error: error.message }
    throw error
  }
  const [match, fullmatch, search] = ['match', 'fullmatch', 'search'].map((name) => found(call(pattern, name, text)))
  return {
    match,
    fullmatch,
    search,
    part: [
      call(pattern, 'search', text, 1, 4),
      call(pattern, 'match', text, 2),
      call(pattern, 'fullmatch', text, 1, 3),
    ].map(spans),
    finditer: toList(call(pattern, 'finditer', text)).map(spans),
    findall: plain(call(pattern, 'findall', text)),
    split: plain(call(pattern, 'split', text, 2)),
    sub: call(pattern, 'sub', '<\\g<0>>', text),
    flags: pattern.flags,
  }
}

/** What the pattern's method answers; a promise only where a replacement is called that gives one. */
function call(pattern: Pattern, name: string, ...args: readonly Value[]): Value {
  return callValue(pattern.attribute(name) as Value, args, NO_KWARGS) as Value
}

function found(match: Value): unknown {
  return match instanceof Match ? [spans(match), attribute(match, 'lastindex'), attribute(match, 'lastgroup')] : match
}

function spans(match: Value): unknown {
  return match instanceof Match ? attribute(match, 'regs') : match
}

function attribute(match: Match, name: string): unknown {
  return plain(match.attribute(name) as Value)
}

function plain(value: Value): unknown {
  if (value instanceof Tuple) return value.items.map(plain)
  return Array.isArray(value) ? value.map(plain) : value
}
