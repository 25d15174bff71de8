import { requireSize } from '../integer.ts'
import { PythonError } from '../python-error.ts'
import { replaceText } from '../replace.ts'
import { sliceIndex } from '../slice-bounds.ts'
import { characterCount, characterIndex, substring, textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import { Tuple, type Value } from '../value.ts'
import { type Method, type Methods, methods, positional, searching, unary } from './method.ts'

/** `str` methods that look for a part: where it is, how often, and what to put in its place. */
export const STR_SEARCH_METHODS: Methods<string> = methods<string>({
  find: searching('str.find', 3, (text, args) => find(text, args, false)),
  rfind: searching('str.rfind', 3, (text, args) => find(text, args, true)),
  index: searching('str.index', 3, (text, args) => found(find(text, args, false))),
  rindex: searching('str.rindex', 3, (text, args) => found(find(text, args, true))),
  count: searching('str.count', 3, count),
  startswith: affixed('startswith', (text, affix) => text.startsWith(affix)),
  endswith: affixed('endswith', (text, affix) => text.endsWith(affix)),
  replace: positional('str.replace', 2, 3, (text, [old = null, replacement = null, limit = -1]) =>
    replaceText(text, partOf(old, 'replace', 1), partOf(replacement, 'replace', 2), requireSize(limit)),
  ),
  removeprefix: unary('str.removeprefix', (text, prefix) => {
    const part = partOf(prefix, 'removeprefix')
    return text.startsWith(part) ? text.slice(part.length) : text
  }),
  removesuffix: unary('str.removesuffix', (text, suffix) => {
    const part = partOf(suffix, 'removesuffix')
    return text.endsWith(part) ? text.slice(0, text.length - part.length) : text
  }),
})

type SearchArguments = readonly (Value | undefined)[]

interface Region {
  readonly start: number
  readonly text: string
}

/** The stretch of the text that `start` and `end` leave; undefined when it starts beyond its end. */
function regionOf(text: string, [, start = null, end = null]: SearchArguments): Region | undefined {
  if (start === null && end === null) return { start: 0, text }
  const length = characterCount(text)
  const from = place(start, length, 0)
  const to = Math.min(place(end, length, length), length)
  return from > to ? undefined : { start: from, text: substring(text, from, to) }
}

/** Counted from the end when negative. A start past the end stays there: '' is found at the end, not beyond it. */
function place(value: Value, length: number, whenNone: number): number {
  if (value === null) return whenNone
  const index = sliceIndex(value)
  return index < 0 ? Math.max(0, index + length) : index
}

function find(text: string, args: SearchArguments, last: boolean): number {
  const part = searchedPart(args)
  const region = regionOf(text, args)
  if (region === undefined) return -1
  const offset = last ? region.text.lastIndexOf(part) : region.text.indexOf(part)
  return offset < 0 ? -1 : region.start + characterIndex(region.text, offset)
}

function found(index: number): number {
  if (index < 0) throw new PythonError('ValueError', 'substring not found')
  return index
}

function count(text: string, args: SearchArguments): number {
  const part = searchedPart(args)
  const region = regionOf(text, args)
  if (region === undefined) return 0
  return part === '' ? characterCount(region.text) + 1 : region.text.split(part).length - 1
}

function affixed(name: string, test: (text: string, affix: string) => boolean): Method<string> {
  return searching(`str.${name}`, 3, (text, args) => {
    const affixes = affixesOf(name, args[0] as Value)
    const region = regionOf(text, args)
    return region !== undefined && affixes.some((affix) => test(region.text, affix))
  })
}

function affixesOf(name: string, value: Value): readonly string[] {
  if (value instanceof Tuple)
    return value.items.map((affix) => {
      const text = textOf(affix)
      if (text !== undefined) return text
      throw new PythonError('TypeError', `tuple for ${name} must only contain str, not ${typeName(affix)}`)
    })
  const text = textOf(value)
  if (text !== undefined) return [text]
  throw new PythonError('TypeError', `${name} first arg must be str or a tuple of str, not ${typeName(value)}`)
}

function searchedPart([part = null]: SearchArguments): string {
  const text = textOf(part)
  if (text === undefined) throw new PythonError('TypeError', `must be str, not ${typeName(part)}`)
  return text
}

/** An argument that must be a str; `position` only where the function has several. */
export function partOf(value: Value, name: string, position?: number): string {
  const text = textOf(value)
  if (text !== undefined) return text
  const which = position === undefined ? 'argument' : `argument ${position}`
  throw new PythonError('TypeError', `${name}() ${which} must be str, not ${value === null ? 'None' : typeName(value)}`)
}
