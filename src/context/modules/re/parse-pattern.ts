import { characterCount } from '../../../jinja/values/text.ts'
import { patternError } from './errors.ts'
import { parseEscape } from './escapes.ts'
import { VERBOSE } from './flags.ts'
import { type Groups, noGroups } from './groups.ts'
import { parseGroup } from './parse-group.ts'
import { parseSet } from './parse-set.ts'
import type { PatternNode, Sequence } from './pattern-node.ts'
import { PatternSource } from './pattern-source.ts'
import { isQuantifier, parseQuantifier, repeated } from './quantifier.ts'

/** A pattern that was read. */
export interface ParsedPattern {
  readonly body: Sequence
  /** Those that were asked for and those the pattern switches on itself. */
  readonly flags: number
  /** How many groups it has, the whole match not counted. */
  readonly groups: number
  readonly names: ReadonlyMap<string, number>
}

/** What is known while a pattern is read. */
export interface Parsing {
  readonly source: PatternSource
  readonly groups: Groups
  flags: number
  /** The groups that conditionals ask for, which may come later, and where. */
  readonly askedFor: Map<number, number>
}

/** Reads Python's syntax of regular expressions, with Python's errors (the standard library's `re/_parser.py`). */
export function parsePattern(pattern: string, flags: number): ParsedPattern {
  const source = new PatternSource(pattern)
  const parsing: Parsing = { source, groups: noGroups(), flags, askedFor: new Map() }
  const body = parseAlternatives(parsing, (flags & VERBOSE) !== 0, true)
  if (source.next !== undefined) throw source.error('unbalanced parenthesis')
  const { groups, askedFor } = parsing
  for (const [group, position] of askedFor)
    if (group >= groups.count) throw patternError(`invalid group reference ${group}`, pattern, position)
  return { body, flags: parsing.flags, groups: groups.count - 1, names: groups.names }
}

/** `a|b|c`, up to a closing parenthesis or the end. */
export function parseAlternatives(parsing: Parsing, verbose: boolean, outermost = false): Sequence {
  const options: Sequence[] = []
  let spaced = verbose
  do {
    options.push(parseSequence(parsing, spaced, outermost && options.length === 0))
    if (outermost) spaced = (parsing.flags & VERBOSE) !== 0
  } while (parsing.source.accept('|'))
  const [only] = options
  return only !== undefined && options.length === 1 ? only : [{ kind: 'branch', options }]
}

/** One alternative. `first` is true at the start of the pattern, where flags for all of it may stand. */
export function parseSequence(parsing: Parsing, verbose: boolean, first = false): Sequence {
  const { source } = parsing
  const nodes: PatternNode[] = []
  let spaced = verbose
  for (let token = source.next; token !== undefined && token !== '|' && token !== ')'; token = source.next) {
    source.take()
    if (spaced && isBlank(token)) continue
    if (spaced && token === '#') {
      skipComment(source)
      continue
    }
    if (isQuantifier(token)) {
      repeatLast(source, token, nodes)
      continue
    }
    const node =
      token === '('
        ? parseGroup(parsing, spaced, first && nodes.length === 0)
        : parseSingle(source, token, parsing.groups)
    if (node === 'flags') spaced = (parsing.flags & VERBOSE) !== 0
    else if (node !== 'comment') nodes.push(node)
  }
  return nodes
}

function parseSingle(source: PatternSource, token: string, groups: Groups): PatternNode {
  if (token.startsWith('\\')) return parseEscape(source, token, groups)
  switch (token) {
    case '[':
      return parseSet(source)
    case '.':
      return { kind: 'any' }
    case '^':
      return { kind: 'anchor', at: 'line-start' }
    case '$':
      return { kind: 'anchor', at: 'line-end' }
    default:
      return { kind: 'literal', code: token.codePointAt(0) as number }
  }
}

/** Repeats the last node as the quantifier says; braces that are no quantifier are characters. */
function repeatLast(source: PatternSource, token: string, nodes: PatternNode[]): void {
  const start = source.position
  const quantifier = parseQuantifier(source, token)
  if (quantifier === undefined) {
    nodes.push({ kind: 'literal', code: token.codePointAt(0) as number })
    return
  }
  const last = nodes.at(-1)
  const back = source.position - start + characterCount(token)
  if (last === undefined || last.kind === 'anchor') throw source.error('nothing to repeat', back)
  if (last.kind === 'repeat') throw source.error('multiple repeat', back)
  nodes[nodes.length - 1] = repeated(source, quantifier, last)
}

function isBlank(token: string): boolean {
  return /^[ \t\n\r\v\f]$/.test(token)
}

function skipComment(source: PatternSource): void {
  for (let token = source.take(); token !== undefined && token !== '\n'; token = source.take());
}
