import { checkCount, refuseKeywords } from '../../../jinja/values/methods/method.ts'
import { repr } from '../../../jinja/values/print.ts'
import { textOf } from '../../../jinja/values/text.ts'
import { type Callable, Dict, HostObject, Tuple, type Value } from '../../../jinja/values/value.ts'
import { memberOf, members } from '../../members.ts'
import { nativeFunction } from '../native-function.ts'
import { decodedText } from './arguments.ts'
import { noSuchGroup } from './errors.ts'
import { flagless } from './flags.ts'
import type { Pattern } from './pattern.ts'
import { parseReplacement, type Replacement } from './replacement.ts'
import type { Found } from './run-program.ts'
import type { Range } from './search.ts'
import { part, type Subject } from './subject.ts'

/** Python's `re.Match`: what was found, and where. */
export class Match extends HostObject {
  override readonly typeName = 're.Match'
  readonly pattern: Pattern
  readonly subject: Subject
  /** The part of the text that was searched. */
  readonly range: Range
  readonly found: Found

  constructor(pattern: Pattern, subject: Subject, range: Range, found: Found) {
    super()
    this.pattern = pattern
    this.subject = subject
    this.range = range
    this.found = found
  }

  /** Start and end of a group, -1 and -1 where it took no part. */
  span(group: number): readonly [number, number] {
    const end = this.found.positions[2 * group + 1] as number
    return end < 0 ? [-1, -1] : [this.found.positions[2 * group] as number, end]
  }

  /** The text of a group, or undefined where it took no part. */
  text(group: number): string | undefined {
    const [start, end] = this.span(group)
    return end < 0 ? undefined : part(this.subject, start, end)
  }

  /** The texts of all groups but the whole match. */
  groups(otherwise: Value): Value[] {
    return Array.from({ length: this.pattern.groups }, (_, index) => {
      const text = this.text(index + 1)
      return text === undefined ? otherwise : text
    })
  }

  /** The replacement with the texts of the groups in it; nothing for those that took no part. */
  expand(replacement: Replacement): string {
    return replacement.map((piece) => (typeof piece === 'string' ? piece : (this.text(piece) ?? ''))).join('')
  }

  /** The number of the group that a number or a name stands for; undefined when there is none. */
  groupOf(key: Value): number | undefined {
    const name = textOf(key)
    if (name !== undefined) return this.pattern.names.get(name)
    const index = flagless(key)
    if (typeof index !== 'number' && typeof index !== 'boolean') return undefined
    const group = Number(index)
    return group >= 0 && group <= this.pattern.groups ? group : undefined
  }

  override get truth(): boolean {
    return true
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override item(key: Value): Value | undefined {
    const group = this.groupOf(key)
    return group === undefined ? undefined : orNone(this.text(group))
  }

  override print(): string {
    const [start, end] = this.span(0)
    return `<re.Match object; span=(${start}, ${end}), match=${repr(part(this.subject, start, end))}>`
  }
}

const MEMBERS = members<Match>({
  group: (self) => groupMethod(self),
  groups: (self) =>
    nativeFunction('groups', [], ['default'], ([otherwise = null]) => new Tuple(self.groups(otherwise))),
  groupdict: (self) => nativeFunction('groupdict', [], ['default'], ([otherwise = null]) => groupDict(self, otherwise)),
  start: (self) => spanMethod('start', self, ([start]) => start),
  end: (self) => spanMethod('end', self, ([, end]) => end),
  span: (self) => spanMethod('span', self, (span) => new Tuple(span)),
  expand: (self) =>
    nativeFunction('expand', ['template'], [], ([template = null]) =>
      self.expand(parseReplacement(decodedText(template), self.pattern)),
    ),
  string: (self) => self.subject.text,
  re: (self) => self.pattern,
  pos: (self) => self.range.start,
  endpos: (self) => self.range.end,
  lastindex: (self) => (self.found.lastGroup < 0 ? null : self.found.lastGroup),
  lastgroup: (self) => orNone(self.pattern.nameOf(self.found.lastGroup)),
  regs: (self) => new Tuple(Array.from({ length: self.pattern.groups + 1 }, (_, group) => new Tuple(self.span(group)))),
})

/** `m.group()`, `m.group(1)`, `m.group('a', 'b')` */
function groupMethod(self: Match): Callable {
  return (args, kwargs) => {
    refuseKeywords('group', kwargs)
    const [first = 0, ...more] = args
    const text = (key: Value) => orNone(self.text(requireGroup(self, key)))
    return more.length === 0 ? text(first) : new Tuple(args.map(text))
  }
}

function spanMethod(name: string, self: Match, pick: (span: readonly [number, number]) => Value): Callable {
  return (args, kwargs) => {
    refuseKeywords(name, kwargs)
    checkCount(name, args.length, 0, 1)
    const [key = 0] = args
    return pick(self.span(requireGroup(self, key)))
  }
}

function requireGroup(self: Match, key: Value): number {
  const group = self.groupOf(key)
  if (group === undefined) throw noSuchGroup()
  return group
}

function groupDict(self: Match, otherwise: Value): Dict {
  const dict = new Dict()
  for (const [name, group] of self.pattern.names) {
    const text = self.text(group)
    dict.set(name, text === undefined ? otherwise : text)
  }
  return dict
}

function orNone(text: string | undefined): Value {
  return text === undefined ? null : text
}
