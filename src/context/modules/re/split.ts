import type { Value } from '../../../jinja/values/value.ts'
import type { Pattern } from './pattern.ts'
import { part, type Subject } from './subject.ts'

/** The parts between the matches, and between the parts the groups; `most` is the number of cuts, 0 for all. */
export function split(pattern: Pattern, subject: Subject, most: number): Value[] {
  const parts: Value[] = []
  let from = 0
  let cuts = 0
  if (most >= 0)
    for (const match of pattern.matches(subject)) {
      const [start, end] = match.span(0)
      parts.push(part(subject, from, start), ...match.groups(null))
      from = end
      if (++cuts === most) break
    }
  parts.push(part(subject, from, subject.codes.length))
  return parts
}
