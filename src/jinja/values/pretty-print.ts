import { SPACE_CLASS } from './character-classes.ts'
import { compare } from './order.ts'
import { repr } from './print.ts'
import { PythonError } from './python-error.ts'
import { sorted } from './sort.ts'
import { splitLines } from './split.ts'
import { characterCount } from './text.ts'
import { typeName } from './type-name.ts'
import { Dict, PySet, Tuple, type Value } from './value.ts'

const WIDTH = 80

/** Where a value stands: columns to its left, columns that its closing brackets need, and how deep. */
interface Place {
  readonly indent: number
  readonly allowance: number
  readonly depth: number
  readonly inside: readonly Value[]
}

/** Python's `pprint.pformat`: one line if it fits, else one member a line; dicts and sets in order. */
export function prettyPrint(value: Value): string {
  return lay(value, { indent: 0, allowance: 0, depth: 0, inside: [] })
}

function lay(value: Value, place: Place): string {
  const flat = flatRepr(value, place.inside)
  const fits = characterCount(flat) <= WIDTH - place.indent - place.allowance
  if (fits || place.inside.includes(value)) return flat
  if (typeof value === 'string') return value === '' ? flat : layText(value, place)
  const within = { ...place, depth: place.depth + 1, inside: [...place.inside, value] }
  if (Array.isArray(value)) return layItems('[', value, ']', within)
  if (value instanceof Tuple && value.constructor === Tuple)
    return layItems('(', value.items, value.items.length === 1 ? ',)' : ')', within)
  if (value instanceof PySet)
    return layItems(
      '{',
      inOrder([...value], (item) => [item]),
      '}',
      within,
    )
  if (value instanceof Dict) return layPairs(value, within)
  return flat
}

function layItems(open: string, items: readonly Value[], close: string, place: Place): string {
  const indent = place.indent + 1
  const parts = items.map((item, index) => {
    const last = index === items.length - 1
    return lay(item, { ...place, indent, allowance: last ? place.allowance + close.length : 1 })
  })
  return open + parts.join(lineBreak(indent)) + close
}

function layPairs(dict: Dict, place: Place): string {
  const indent = place.indent + 1
  const pairs = orderedPairs(dict)
  const parts = pairs.map(([key, value], index) => {
    const label = `${flatRepr(key, place.inside)}: `
    const allowance = index === pairs.length - 1 ? place.allowance + 1 : 1
    return label + lay(value, { ...place, indent: indent + characterCount(label), allowance })
  })
  return `{${parts.join(lineBreak(indent))}}`
}

function lineBreak(indent: number): string {
  return `,\n${' '.repeat(indent)}`
}

/** Long text as adjacent literals, cut after its line ends and then between words; in brackets when it stands alone. */
function layText(text: string, place: Place): string {
  const alone = place.depth === 0
  const indent = place.indent + (alone ? 1 : 0)
  const allowance = place.allowance + (alone ? 1 : 0)
  const lines = splitLines(text, true)
  const chunks = lines.flatMap((line, index) => {
    const reserved = index === lines.length - 1 ? allowance : 0
    const literal = repr(line)
    return characterCount(literal) <= WIDTH - indent - reserved ? [literal] : packWords(line, WIDTH - indent, reserved)
  })
  if (chunks.length === 1) return chunks[0] as string
  const joined = chunks.join(`\n${' '.repeat(indent)}`)
  return alone ? `(${joined})` : joined
}

const WORD_AND_SPACE = new RegExp(`[^${SPACE_CLASS}]+[${SPACE_CLASS}]*|[${SPACE_CLASS}]+`, 'g')

/** As many words a literal as fit; the last one leaves `reserved` columns free. */
function packWords(line: string, width: number, reserved: number): string[] {
  const words = line.match(WORD_AND_SPACE) ?? []
  const literals: string[] = []
  let current = ''
  words.forEach((word, index) => {
    const room = index === words.length - 1 ? width - reserved : width
    if (characterCount(repr(current + word)) > room) {
      if (current !== '') literals.push(repr(current))
      current = word
    } else current += word
  })
  if (current !== '') literals.push(repr(current))
  return literals
}

/** One line, dicts in order of their keys; a value inside itself is named, not repeated. */
function flatRepr(value: Value, inside: readonly Value[]): string {
  if (!(Array.isArray(value) || value instanceof Dict || (value instanceof Tuple && value.constructor === Tuple)))
    return repr(value)
  if (inside.includes(value)) return `<Recursion on ${typeName(value)}>`
  const around = [...inside, value]
  const flat = (item: Value) => flatRepr(item, around)
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`
  if (value instanceof Dict)
    return `{${orderedPairs(value)
      .map(([k, v]) => `${flat(k)}: ${flat(v)}`)
      .join(', ')}}`
  return `(${value.items.map(flat).join(', ')}${value.items.length === 1 ? ',' : ''})`
}

function orderedPairs(dict: Dict): readonly [Value, Value][] {
  return inOrder([...dict], ([key, value]) => [key, value])
}

function inOrder<T>(items: readonly T[], keys: (item: T) => readonly Value[]): readonly T[] {
  return sorted(items, (a, b) => {
    const theirs = keys(b)
    for (const [index, key] of keys(a).entries()) {
      const other = theirs[index] as Value
      if (precedes(key, other)) return true
      if (precedes(other, key)) return false
    }
    return false
  })
}

/** Values without an order among them go by the name of their type. */
function precedes(a: Value, b: Value): boolean {
  try {
    return compare('<', a, b)
  } catch (error) {
    if (error instanceof PythonError && error.type === 'TypeError') return typeName(a) < typeName(b)
    throw error
  }
}
