import { attributeOf } from '../methods/table.ts'
import { print, repr } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { quote, toAscii } from '../quote.ts'
import { subscript } from '../subscript.ts'
import { typeName } from '../type-name.ts'
import { undefinedError } from '../undefined-error.ts'
import { Undefined, type Value } from '../value.ts'
import { type PathStep, parseFieldName } from './field-name.ts'
import { formatValue } from './format-value.ts'

/** Where `{…}` finds its values. */
export interface FormatArguments {
  /** By position; undefined where the template may not use positions (`format_map`). */
  readonly positional: readonly Value[] | undefined
  /** By name; throws Python's KeyError for what is not there. */
  readonly named: (name: string) => Value
}

/** Spells one field's value; Markup escapes it. */
export type FieldFormatter = (value: Value, spec: string) => string

/** Python's `template.format(…)`. Attributes and items come from the same tables as everywhere: no way into the host. */
export function formatFields(
  template: string,
  values: FormatArguments,
  formatField: FieldFormatter = formatValue,
): string {
  return expand(template, { values, formatField, numbering: undefined, next: 0 }, 2)
}

interface State {
  readonly values: FormatArguments
  readonly formatField: FieldFormatter
  /** Whether fields so far were numbered by themselves or by hand: they may not be mixed. */
  numbering: 'automatic' | 'manual' | undefined
  next: number
}

interface Field {
  readonly name: string
  readonly conversion: string
  readonly spec: string
  readonly end: number
}

function expand(template: string, state: State, depth: number): string {
  if (depth === 0) throw malformed('Max string recursion exceeded')
  let text = ''
  for (let at = 0; at < template.length; ) {
    const brace = nextBrace(template, at)
    text += template.slice(at, brace)
    if (brace === template.length) break
    const mark = template[brace] as string
    if (template[brace + 1] === mark) {
      text += mark
      at = brace + 2
      continue
    }
    if (mark === '}' || brace + 1 === template.length) throw malformed(`Single '${mark}' encountered in format string`)
    const field = parseField(template, brace + 1)
    text += spell(field, state, depth)
    at = field.end
  }
  return text
}

function nextBrace(template: string, from: number): number {
  for (let at = from; at < template.length; at++) if (template[at] === '{' || template[at] === '}') return at
  return template.length
}

/** The field after its opening brace: name, `!conversion`, `:spec` up to the matching brace. */
function parseField(template: string, start: number): Field {
  const stop = endOfName(template, start)
  const name = template.slice(start, stop)
  let at = stop
  let conversion = ''
  if (template[at] === undefined) throw malformed("expected '}' before end of string")
  if (template[at] === '!') {
    conversion = template[at + 1] ?? ''
    if (conversion === '') throw malformed('end of string while looking for conversion specifier')
    at += 2
    const after = template[at]
    if (after !== undefined && after !== '}' && after !== ':')
      throw malformed("expected ':' after conversion specifier")
    if (after === undefined) throw malformed("unmatched '{' in format spec")
  }
  if (template[at] === '}') return { name, conversion, spec: '', end: at + 1 }
  const specStart = at + 1
  let open = 1
  for (at = specStart; at < template.length; at++) {
    if (template[at] === '{') open++
    else if (template[at] === '}' && --open === 0)
      return { name, conversion, spec: template.slice(specStart, at), end: at + 1 }
  }
  throw malformed("unmatched '{' in format spec")
}

function endOfName(template: string, start: number): number {
  let bracketed = false
  for (let at = start; at < template.length; at++) {
    const character = template[at] as string
    if (character === '{') throw malformed("unexpected '{' in field name")
    if (character === '[') bracketed = true
    else if (character === ']') bracketed = false
    else if (!bracketed && (character === '}' || character === ':' || character === '!')) return at
  }
  return template.length
}

function spell(field: Field, state: State, depth: number): string {
  const { first, path } = parseFieldName(field.name)
  const value = path.reduce(follow, argument(first, state))
  const converted = convert(value, field.conversion)
  const spec = /[{}]/.test(field.spec) ? expand(field.spec, state, depth - 1) : field.spec
  return state.formatField(converted, spec)
}

function argument(first: number | string, state: State): Value {
  if (typeof first === 'string' && first !== '') return state.values.named(first)
  const numbering = first === '' ? 'automatic' : 'manual'
  if (state.numbering !== undefined && state.numbering !== numbering)
    throw malformed(
      numbering === 'manual'
        ? 'cannot switch from automatic field numbering to manual field specification'
        : 'cannot switch from manual field specification to automatic field numbering',
    )
  state.numbering = numbering
  const index = first === '' ? state.next++ : (first as number)
  const { positional } = state.values
  if (positional === undefined) throw malformed('Format string contains positional fields')
  const value = positional[index]
  if (value === undefined)
    throw new PythonError('IndexError', `Replacement index ${index} out of range for positional args tuple`)
  return value
}

function follow(value: Value, step: PathStep): Value {
  if (step.kind === 'item') return subscript(value, step.key)
  const found = attributeOf(value, step.name)
  if (found !== undefined) return found
  if (value instanceof Undefined) throw undefinedError(value)
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute ${quote(step.name)}`)
}

function convert(value: Value, conversion: string): Value {
  switch (conversion) {
    case '':
      return value
    case 's':
      return print(value)
    case 'r':
      return repr(value)
    case 'a':
      return toAscii(repr(value))
  }
  throw malformed(`Unknown conversion specifier ${conversion}`)
}

function malformed(message: string): PythonError {
  return new PythonError('ValueError', message)
}
