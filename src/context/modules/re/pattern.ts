import { repr } from '../../../jinja/values/print.ts'
import { Dict, HostObject, Tuple, type Value } from '../../../jinja/values/value.ts'
import { memberOf, members } from '../../members.ts'
import { OneWay } from '../../one-way.ts'
import { nativeFunction } from '../native-function.ts'
import { sizeArgument, textArgument } from './arguments.ts'
import { compilePattern, fixedFlags } from './compile-pattern.ts'
import { ASCII, flagText, LOCALE, UNICODE } from './flags.ts'
import { Match } from './match.ts'
import { parsePattern } from './parse-pattern.ts'
import type { Program } from './program.ts'
import { matchAt, type Range, search, searchAll } from './search.ts'
import { split } from './split.ts'
import { type Subject, subjectOf } from './subject.ts'
import { substitute } from './substitute.ts'

/** Python's `re.Pattern`: a pattern that is ready to match. */
export class Pattern extends HostObject {
  override readonly typeName = 're.Pattern'
  readonly source: string
  readonly flags: number
  readonly groups: number
  readonly names: ReadonlyMap<string, number>
  readonly program: Program

  constructor(source: string, flags: number) {
    super()
    const parsed = parsePattern(source, flags)
    this.source = source
    this.flags = fixedFlags(parsed.flags)
    this.groups = parsed.groups
    this.names = parsed.names
    this.program = compilePattern({ ...parsed, flags: this.flags })
  }

  nameOf(group: number): string | undefined {
    for (const [name, index] of this.names) if (index === group) return name
    return undefined
  }

  /** All matches in a text or a part of it, in turn. */
  *matches(subject: Subject, range: Range = { start: 0, end: subject.codes.length }): IterableIterator<Match> {
    for (const found of searchAll(this.program, subject, range)) yield new Match(this, subject, range, found)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    return other instanceof Pattern && other.source === this.source && other.flags === this.flags
  }

  override get hashKey(): string {
    return `${this.flags}:${this.source}`
  }

  override print(): string {
    const unicodeOnly = (this.flags & (LOCALE | UNICODE | ASCII)) === UNICODE
    const flags = flagText(unicodeOnly ? this.flags & ~UNICODE : this.flags)
    const source = Array.from(repr(this.source)).slice(0, 200).join('')
    return `re.compile(${source}${flags === '' ? '' : `, ${flags}`})`
  }
}

const MEMBERS = members<Pattern>({
  match: (self) => matching('match', (pattern, subject, range) => found(pattern, subject, range, false), self),
  fullmatch: (self) => matching('fullmatch', (pattern, subject, range) => found(pattern, subject, range, true), self),
  search: (self) => matching('search', firstMatch, self),
  findall: (self) => matching('findall', allTexts, self),
  finditer: (self) =>
    matching(
      'finditer',
      (pattern, subject, range) => new OneWay('callable_iterator', pattern.matches(subject, range)),
      self,
    ),
  split: (self) =>
    nativeFunction('split', ['string'], ['maxsplit'], ([text, most]) =>
      split(self, subjectOf(textArgument(text)), sizeArgument(most, 0)),
    ),
  sub: (self) => substituting('sub', self, (text) => text),
  subn: (self) => substituting('subn', self, (text, count) => new Tuple([text, count])),
  pattern: (self) => self.source,
  flags: (self) => self.flags,
  groups: (self) => self.groups,
  groupindex: (self) => new Dict(self.names),
})

function matching(name: string, run: (self: Pattern, subject: Subject, range: Range) => Value, self: Pattern) {
  return nativeFunction(name, ['string'], ['pos', 'endpos'], ([text, start, end]) => {
    const subject = subjectOf(textArgument(text))
    const { length } = subject.codes
    const within = (position: number) => Math.min(Math.max(position, 0), length)
    return run(self, subject, { start: within(sizeArgument(start, 0)), end: within(sizeArgument(end, length)) })
  })
}

function found(pattern: Pattern, subject: Subject, range: Range, whole: boolean): Value {
  const match = matchAt(pattern.program, subject, range, whole)
  return match === undefined ? null : new Match(pattern, subject, range, match)
}

function firstMatch(pattern: Pattern, subject: Subject, range: Range): Value {
  const match = search(pattern.program, subject, range)
  return match === undefined ? null : new Match(pattern, subject, range, match)
}

/** The texts of all matches: of the only group where there is one, of all groups where there are more. */
function allTexts(pattern: Pattern, subject: Subject, range: Range): Value {
  return Array.from(pattern.matches(subject, range), (match) => {
    if (pattern.groups < 2) return match.text(pattern.groups) ?? ''
    return new Tuple(match.groups(''))
  })
}

function substituting(name: string, self: Pattern, answer: (text: string, count: number) => Value) {
  return nativeFunction(name, ['repl', 'string'], ['count'], ([replacement = null, text, most]) =>
    substitute(self, replacement, subjectOf(textArgument(text)), sizeArgument(most, 0), answer),
  )
}
