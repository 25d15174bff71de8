import { isIdentifier } from '../../../jinja/values/character-classes.ts'
import { quote } from '../../../jinja/values/quote.ts'
import { characterCount } from '../../../jinja/values/text.ts'
import { VERBOSE } from './flags.ts'
import { closedWidth, groupNumber, openGroup, requireOutsideLookbehind } from './groups.ts'
import { parseInlineFlags, startsFlags } from './inline-flags.ts'
import { type Parsing, parseAlternatives, parseSequence } from './parse-pattern.ts'
import { type PatternNode, widthOf } from './pattern-node.ts'
import type { PatternSource } from './pattern-source.ts'

/** What a parenthesis can be besides a node: flags for the whole pattern, or nothing. */
type Parenthesis = PatternNode | 'flags' | 'comment'

/** What follows an opening parenthesis. `first` is true where flags for the whole pattern may stand. */
export function parseGroup(parsing: Parsing, verbose: boolean, first: boolean): Parenthesis {
  const { source } = parsing
  const start = source.position - 1
  if (!source.accept('?')) return capturing(parsing, verbose, start, null)
  const token = takeOr(source, 'unexpected end of pattern')
  switch (token) {
    case 'P':
      return parsePythonExtension(parsing, verbose, start)
    case ':':
      return { kind: 'group', index: null, on: 0, off: 0, body: inside(parsing, verbose, start) }
    case '>':
      return { kind: 'atomic', body: inside(parsing, verbose, start) }
    case '#':
      return skipComment(source, start)
    case '=':
    case '!':
      return { kind: 'look', behind: false, negated: token === '!', body: inside(parsing, verbose, start) }
    case '<':
      return parseLookbehind(parsing, verbose, start)
    case '(':
      return parseConditional(parsing, verbose, start)
  }
  if (startsFlags(token)) return parseFlags(parsing, verbose, first, start, token)
  throw source.error(`unknown extension ?${token}`, characterCount(token) + 1)
}

/** `(…)` and `(?P<name>…)` */
function capturing(parsing: Parsing, verbose: boolean, start: number, name: string | null): PatternNode {
  const { groups, source } = parsing
  const index = openGroup(groups, name, source)
  const body = inside(parsing, verbose, start)
  groups.widths.set(index, widthOf(body))
  return { kind: 'group', index, on: 0, off: 0, body }
}

function inside(parsing: Parsing, verbose: boolean, start: number): readonly PatternNode[] {
  const body = parseAlternatives(parsing, verbose)
  close(parsing.source, start)
  return body
}

function close(source: PatternSource, start: number): void {
  if (!source.accept(')')) throw source.error('missing ), unterminated subpattern', source.position - start)
}

/** `(?P<name>…)` and `(?P=name)` */
function parsePythonExtension(parsing: Parsing, verbose: boolean, start: number): PatternNode {
  const { groups, source } = parsing
  if (source.accept('<')) {
    const name = source.takeUntil('>', 'group name')
    requireName(source, name)
    return capturing(parsing, verbose, start, name)
  }
  if (!source.accept('=')) {
    const token = takeOr(source, 'unexpected end of pattern')
    throw source.error(`unknown extension ?P${token}`, characterCount(token) + 2)
  }
  const name = source.takeUntil(')', 'group name')
  requireName(source, name)
  const group = groupNamed(parsing, name)
  const width = closedWidth(groups, group)
  if (width === undefined) throw source.error('cannot refer to an open group', characterCount(name) + 1)
  requireOutsideLookbehind(groups, group, source)
  return { kind: 'reference', group, width }
}

function requireName(source: PatternSource, name: string): void {
  if (!isIdentifier(name)) throw source.error(`bad character in group name ${quote(name)}`, characterCount(name) + 1)
}

function groupNamed({ groups, source }: Parsing, name: string): number {
  const group = groups.names.get(name)
  if (group === undefined) throw source.error(`unknown group name ${quote(name)}`, characterCount(name) + 1)
  return group
}

/** `(?<=…)` and `(?<!…)` */
function parseLookbehind(parsing: Parsing, verbose: boolean, start: number): PatternNode {
  const { groups, source } = parsing
  const token = takeOr(source, 'unexpected end of pattern')
  if (token !== '=' && token !== '!') throw source.error(`unknown extension ?<${token}`, characterCount(token) + 2)
  const outermost = groups.beforeLookbehind === null
  if (outermost) groups.beforeLookbehind = groups.count
  const body = parseAlternatives(parsing, verbose)
  if (outermost) groups.beforeLookbehind = null
  close(source, start)
  return { kind: 'look', behind: true, negated: token === '!', body }
}

/** `(?(1)yes|no)` and `(?(name)yes|no)` */
function parseConditional(parsing: Parsing, verbose: boolean, start: number): PatternNode {
  const { groups, source } = parsing
  const group = conditionOf(parsing, source.takeUntil(')', 'group name'))
  requireOutsideLookbehind(groups, group, source)
  const yes = parseSequence(parsing, verbose)
  const no = source.accept('|') ? parseSequence(parsing, verbose) : null
  if (no !== null && source.next === '|') throw source.error('conditional backref with more than two branches')
  close(source, start)
  return { kind: 'conditional', group, yes, no }
}

function conditionOf(parsing: Parsing, name: string): number {
  if (isIdentifier(name)) return groupNamed(parsing, name)
  const { askedFor, source } = parsing
  const back = characterCount(name) + 1
  const group = groupNumber(name)
  if (group === undefined) throw source.error(`bad character in group name ${quote(name)}`, back)
  if (group === 0) throw source.error('bad group number', back)
  if (!askedFor.has(group)) askedFor.set(group, source.position - back)
  return group
}

/** `(?i)` and `(?i-s:…)` */
function parseFlags(parsing: Parsing, verbose: boolean, first: boolean, start: number, token: string): Parenthesis {
  const { source } = parsing
  const flags = parseInlineFlags(source, token)
  if (flags.scope === 'pattern') {
    parsing.flags |= flags.on
    if (!first) throw source.error('global flags not at the start of the expression', source.position - start)
    return 'flags'
  }
  const { on, off } = flags
  const spaced = (verbose || (on & VERBOSE) !== 0) && (off & VERBOSE) === 0
  return { kind: 'group', index: null, on, off, body: inside(parsing, spaced, start) }
}

/** `(?#…)` */
function skipComment(source: PatternSource, start: number): 'comment' {
  for (;;) {
    if (source.next === undefined) throw source.error('missing ), unterminated comment', source.position - start)
    if (source.take() === ')') return 'comment'
  }
}

function takeOr(source: PatternSource, complaint: string): string {
  const token = source.take()
  if (token === undefined) throw source.error(complaint)
  return token
}
