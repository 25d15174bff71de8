import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { type Location, locate } from '../base/position.ts'
import { parseCriterion } from './criterion.ts'
import { unknownSelector } from './errors.ts'
import type { Selectors } from './parse-selectors.ts'
import type { IndirectSelection, Intersection, SelectionSpec, Union } from './selection-spec.ts'

/** What a command line says about selection. An empty list is the same as none. */
export interface SelectionArguments {
  readonly select?: readonly string[]
  readonly exclude?: readonly string[]
  /** The name of a YAML selector; wins over the other two, as in dbt. */
  readonly selector?: string
  /** Default `eager`. YAML selectors have theirs from `parseSelectors`. */
  readonly indirectSelection?: IndirectSelection
}

/** All there is: what dbt selects when it is told nothing. */
const EVERYTHING = ['fqn:*', 'source:*', 'exposure:*', 'metric:*', 'semantic_model:*']

/**
 * What to select: the named selector, else `--select` less `--exclude`, else the default selector, else everything.
 * Throws all that is wrong with the arguments, each placed within its text.
 */
export function parseSelection(given: SelectionArguments, selectors: Selectors): SelectionSpec {
  const { select = [], exclude = [], selector, indirectSelection: indirect = 'eager' } = given
  if (selector !== undefined) {
    const named = selectors.specs.get(selector)
    if (named === undefined) throw new AssayError(unknownSelector(selector, selectors.specs.keys()))
    return named
  }
  if (select.length === 0 && exclude.length === 0 && selectors.default !== null) return selectors.default
  const problems: Diagnostic[] = []
  const report = (problem: Diagnostic) => problems.push(problem)
  const included = select.length === 0 ? everything(indirect) : union(select, '--select', indirect, report)
  const excluded = union(exclude, '--exclude', indirect, report)
  const [first, ...more] = problems
  if (first !== undefined) throw new AssayError(first, ...more)
  return { kind: 'difference', included, excluded }
}

function everything(indirect: IndirectSelection): Union {
  const of = EVERYTHING.map((raw) => parseCriterion(raw, { indirect }, () => {})).filter((one) => one !== undefined)
  return { kind: 'union', of, indirect }
}

function union(
  texts: readonly string[],
  flag: string,
  indirect: IndirectSelection,
  report: (problem: Diagnostic) => void,
): Union {
  const of = texts.flatMap((text) =>
    // A text without any word is one empty word, which selects nothing and says so.
    pieces(text, /\s+/g)
      .filter((word) => word.text !== '' || text.trim() === '')
      .map((word) => intersection(word, (offset) => locate(text, offset, flag), indirect, report)),
  )
  return { kind: 'union', of, indirect }
}

function intersection(
  word: Piece,
  place: (offset: number) => Location,
  indirect: IndirectSelection,
  report: (problem: Diagnostic) => void,
): Intersection {
  const of = pieces(word.text, /,/g).map((part) =>
    parseCriterion(part.text, { indirect, at: place(word.start + part.start) }, report),
  )
  return {
    kind: 'intersection',
    of: of.filter((one) => one !== undefined),
    indirect,
    word: { raw: word.text, at: place(word.start) },
  }
}

interface Piece {
  readonly text: string
  readonly start: number
}

/** `text` cut at every match of `separator`, each piece with the offset it stands at. */
function pieces(text: string, separator: RegExp): readonly Piece[] {
  const cut: Piece[] = []
  let start = 0
  for (const match of text.matchAll(separator)) {
    cut.push({ text: text.slice(start, match.index), start })
    start = match.index + match[0].length
  }
  return [...cut, { text: text.slice(start), start }]
}
