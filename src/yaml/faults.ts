/** What is wrong with a text that is not YAML, in an analyst's words: the library's findings, read against the line. */
import type { Document, YAMLError } from 'yaml'
import type { Diagnostic } from '../base/diagnostic.ts'
import { type Location, locate } from '../base/position.ts'
import {
  badEscape,
  badStart,
  colonInValue,
  deeperThanItsKey,
  mergeConflict,
  misalignedLine,
  missingColon,
  missingComma,
  missingSpaceAfterColon,
  missingSpaceAfterDash,
  severalDocuments,
  tabIndentation,
  textAfterValue,
  unclosedBracket,
  unclosedQuote,
  unknownAlias,
  unquotedJinja,
  yamlSyntax,
} from './errors.ts'
import type { Library } from './library.ts'

/** More than these are consequences of the first ones. */
const MOST = 20

/** One diagnostic a line, in the order of the file; undefined when nothing is wrong. */
export function findFaults(
  library: Library,
  document: Document.Parsed,
  text: string,
  file: string,
): readonly [Diagnostic, ...Diagnostic[]] | undefined {
  const at = (offset: number): Location => locate(text, offset, file)
  const conflict = /^<{7} /m.exec(text)
  // Whatever else is found in such a file is the other half of the conflict.
  if (conflict !== null && document.errors.length > 0) return [mergeConflict(at(conflict.index))]
  const byLine = new Map<number, Diagnostic>()
  for (const error of document.errors) {
    const offset = error.pos[0]
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1
    const unclosed = (): Diagnostic => unclosedAt(library, document, text, offset, at)
    const fault = explain({ error, text, offset, lineStart, line: lineAt(text, lineStart), at, unclosed })
    const line = fault.at?.line ?? 0
    if (!byLine.has(line)) byLine.set(line, fault)
  }
  const [first, ...more] = [...byLine.values()].sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0)).slice(0, MOST)
  return first === undefined ? undefined : [first, ...more]
}

/** One finding of the library, with the line it is about. */
interface Finding {
  readonly error: YAMLError
  readonly text: string
  readonly offset: number
  readonly line: string
  readonly lineStart: number
  readonly at: (offset: number) => Location
  readonly unclosed: () => Diagnostic
}

function explain(finding: Finding): Diagnostic {
  const { error, text, offset, line, lineStart, at, unclosed } = finding
  const shown = explainLine(line, lineStart, at)
  if (shown !== undefined) return shown
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return tabIndentation(at(offset))
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return explainKey(finding)
    case 'MISSING_CHAR':
      return explainMissing(finding)
    case 'BAD_INDENT':
      return error.message.startsWith('Flow') ? unclosed() : misalignedLine(at(contentOf(line, lineStart)))
    case 'UNEXPECTED_TOKEN':
      return explainToken(finding)
    case 'BAD_SCALAR_START':
      return badStart(text.charAt(offset), at(offset))
    case 'BAD_DQ_ESCAPE':
      return badEscape(text.slice(offset, offset + 2), at(offset))
    case 'BAD_ALIAS':
      return unknownAlias('', at(offset))
    case 'MULTIPLE_DOCS':
      return severalDocuments(at(offset))
    default:
      return yamlSyntax(lowerFirst(error.message), at(offset))
  }
}

/** Mistakes that the line shows, whatever the library made of it. */
function explainLine(line: string, lineStart: number, at: (offset: number) => Location): Diagnostic | undefined {
  const tab = /^ *(?:- *)*\t/.exec(line)
  if (tab !== null) return tabIndentation(at(lineStart + tab[0].length - 1))
  const jinja = /^(\s*(?:- +)*(?:[^\s'"#][^'"#]*?: +)?)(\{[{%#])/.exec(line)
  if (jinja !== null) return unquotedJinja(jinja[2] ?? '{{', at(lineStart + (jinja[1] ?? '').length))
  return undefined
}

function explainKey({ error, text, offset, line, lineStart, at }: Finding): Diagnostic {
  if (offset < contentOf(line, lineStart)) return misalignedLine(at(contentOf(line, lineStart)))
  const rest = line.slice(offset - lineStart)
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && /:(?: |$)/.test(rest)) return colonInValue(at(offset))
  const tight = /^\s*((?:- +)*)([\w.+-]+):(?=\S)/.exec(line)
  if (tight !== null) return missingSpaceAfterColon(tight[2] ?? '', at(lineStart + tight[0].length))
  const dash = /^\s*-(?=\w)/.exec(line)
  if (dash !== null) return missingSpaceAfterDash(at(lineStart + dash[0].length))
  const next = /:(?: |$)/.test(line) ? nextContent(text, lineStart + line.length) : undefined
  if (next === undefined) return keyWithoutColon(line, lineStart, at)
  const nextStart = text.lastIndexOf('\n', next - 1) + 1
  return explainLine(lineAt(text, nextStart), nextStart, at) ?? deeperThanItsKey(at(next))
}

function keyWithoutColon(line: string, lineStart: number, at: (offset: number) => Location): Diagnostic {
  const key = /^\s*(?:- +)*([^\s#:]+)/.exec(line)?.[1] ?? line.trim()
  return missingColon(key, at(lineStart + line.indexOf(key)))
}

function explainMissing({ error, offset, line, lineStart, at, unclosed }: Finding): Diagnostic {
  if (error.message.includes('Missing ,')) return missingComma(at(offset))
  if (error.message.includes('- indicator')) return misalignedLine(at(contentOf(line, lineStart)))
  return error.message.includes('followed by map values') ? keyWithoutColon(line, lineStart, at) : unclosed()
}

function explainToken({ error, text, offset, at }: Finding): Diagnostic {
  if (error.message.includes('at node end')) return textAfterValue(at(offset))
  if (error.message.includes('Block scalar header'))
    return yamlSyntax('text follows the | or > of a block', at(offset), 'begin the text on the next line')
  const character = text.charAt(offset)
  if (']},'.includes(character) && character !== '')
    return yamlSyntax(
      `this ${character} closes or separates nothing`,
      at(offset),
      'remove it, or put the value in quotes',
    )
  return yamlSyntax(lowerFirst(error.message), at(offset))
}

/** The innermost quote or bracket that is still open at `offset`. */
function unclosedAt(
  { visit, isScalar, isCollection }: Library,
  document: Document.Parsed,
  text: string,
  offset: number,
  at: (offset: number) => Location,
): Diagnostic {
  let start: number | undefined
  visit(document, {
    Node(_key, node) {
      const range = node.range
      if (range === null || range === undefined || range[0] > offset || range[2] < offset) return
      const opening = text.charAt(range[0])
      if (isScalar(node) ? `"'`.includes(opening) : isCollection(node) && '[{'.includes(opening)) start = range[0]
    },
  })
  if (start === undefined) return yamlSyntax('the text ends in the middle of a value', at(offset))
  const opening = text.charAt(start)
  return `"'`.includes(opening) ? unclosedQuote(opening, at(start)) : unclosedBracket(opening, at(start))
}

function lineAt(text: string, lineStart: number): string {
  const end = text.indexOf('\n', lineStart)
  return text.slice(lineStart, end === -1 ? text.length : end).trimEnd()
}

/** The offset of the first character of a line that is no white space. */
function contentOf(line: string, lineStart: number): number {
  return lineStart + line.length - line.trimStart().length
}

function nextContent(text: string, from: number): number | undefined {
  const match = /^(?:[ \t\r]*(?:#[^\n]*)?\n)+[ \t]*(?=\S)/.exec(text.slice(from))
  return match === null ? undefined : from + match[0].length
}

function lowerFirst(message: string): string {
  const line = message.split('\n')[0] ?? message
  return line.charAt(0).toLowerCase() + line.slice(1)
}
