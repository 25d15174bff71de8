import { callableOf, callValue } from '../../../jinja/values/call.ts'
import { andThen, type MaybeAsync, mapInTurn } from '../../../jinja/values/maybe-async.ts'
import { PythonError } from '../../../jinja/values/python-error.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { typeName } from '../../../jinja/values/type-name.ts'
import { NO_KWARGS, type Value } from '../../../jinja/values/value.ts'
import { decodedText } from './arguments.ts'
import type { Match } from './match.ts'
import type { Pattern } from './pattern.ts'
import { parseReplacement } from './replacement.ts'
import { part, type Subject } from './subject.ts'

/** Puts the replacement, or what it answers to each match when it can be called, in the place of the first `most` matches. */
export function substitute(
  pattern: Pattern,
  replacement: Value,
  subject: Subject,
  most: number,
  answer: (text: string, count: number) => Value,
): MaybeAsync<Value> {
  const replace = replacerOf(pattern, replacement)
  const matches = firstMatches(pattern, subject, most)
  return andThen(mapInTurn(matches, replace), (texts) => answer(joined(subject, matches, texts), matches.length))
}

function replacerOf(pattern: Pattern, replacement: Value): (match: Match) => MaybeAsync<Value> {
  if (callableOf(replacement) !== undefined) return (match) => callValue(replacement, [match], NO_KWARGS)
  const parts = parseReplacement(decodedText(replacement), pattern)
  return (match) => match.expand(parts)
}

function firstMatches(pattern: Pattern, subject: Subject, most: number): Match[] {
  const matches: Match[] = []
  if (most < 0) return matches
  for (const match of pattern.matches(subject)) {
    matches.push(match)
    if (matches.length === most) break
  }
  return matches
}

function joined(subject: Subject, matches: readonly Match[], texts: readonly Value[]): string {
  const pieces: string[] = []
  let from = 0
  for (const [index, match] of matches.entries()) {
    const [start, end] = match.span(0)
    if (start > from) pieces.push(part(subject, from, start))
    const value = texts[index] as Value
    if (value !== null) pieces.push(requireText(value, pieces.length))
    from = end
  }
  pieces.push(part(subject, from, subject.codes.length))
  return pieces.join('')
}

/** Python joins the pieces at the end, and names the one that is no text by its place among them. */
function requireText(value: Value, place: number): string {
  const text = textOf(value)
  if (text !== undefined) return text
  throw new PythonError('TypeError', `sequence item ${place}: expected str instance, ${typeName(value)} found`)
}
