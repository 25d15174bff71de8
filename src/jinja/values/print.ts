import { floatRepr } from './float.ts'
import { NamedTuple } from './named-tuple.ts'
import { OrderedDict } from './ordered-dict.ts'
import { PythonError } from './python-error.ts'
import { quote } from './quote.ts'
import { Dict, Float, HostObject, type PySet, Tuple, Undefined, type Value } from './value.ts'

/** Python's `str(x)`: what `{{ x }}` prints. A missing value prints nothing. */
export function print(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value instanceof Undefined) return ''
  if (value instanceof HostObject) return value.print()
  return repr(value)
}

/** Python's `repr(x)`: how a value shows inside a printed list. `inside` are the containers being printed around it. */
export function repr(value: Value, inside: readonly unknown[] = []): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return String(value)
    case 'bigint':
      return printInteger(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'function':
      return value.name === '' ? '<function>' : `<function ${value.name}>`
  }
  if (value === null) return 'None'
  if (value instanceof Float) return floatRepr(value.value)
  if (value instanceof Undefined) return 'Undefined'
  if (value instanceof HostObject) return value.repr(inside)
  return reprContainer(value, inside)
}

function reprContainer(value: Value[] | Tuple | Dict | PySet, inside: readonly unknown[]): string {
  const recursive = inside.includes(value)
  const around = [...inside, value]
  if (Array.isArray(value)) return recursive ? '[...]' : `[${reprItems(value, around)}]`
  if (value instanceof Tuple) {
    if (recursive) return '(...)'
    if (value instanceof NamedTuple && value.label !== undefined)
      return `${value.label}(${value.items.map((item, i) => `${value.fields[i]}=${repr(item, around)}`).join(', ')})`
    return value.items.length === 1 ? `(${reprItems(value.items, around)},)` : `(${reprItems(value.items, around)})`
  }
  if (value instanceof OrderedDict) return recursive ? '...' : reprOrdered(value, around)
  if (value instanceof Dict) return recursive ? '{...}' : `{${reprPairs(value, around)}}`
  if (value.size === 0) return 'set()'
  return recursive ? 'set(...)' : `{${reprItems(value, around)}}`
}

/** `repr` of each, with commas between. */
export function reprItems(items: Iterable<Value>, inside: readonly unknown[]): string {
  const parts: string[] = []
  for (const item of items) parts.push(repr(item, inside))
  return parts.join(', ')
}

function reprPairs(dict: Dict, inside: readonly unknown[]): string {
  const parts: string[] = []
  for (const [key, value] of dict) parts.push(`${repr(key, inside)}: ${repr(value, inside)}`)
  return parts.join(', ')
}

function reprOrdered(dict: OrderedDict, inside: readonly unknown[]): string {
  const pairs = Array.from(dict, ([key, value]) => `(${repr(key, inside)}, ${repr(value, inside)})`)
  return pairs.length === 0 ? 'OrderedDict()' : `OrderedDict([${pairs.join(', ')}])`
}

const MAX_DIGITS = 4300

/** Python refuses to spell out ints beyond 4300 digits: the work grows with the square of their length. */
function printInteger(value: bigint): string {
  const text = value.toString()
  if (text.length - (value < 0n ? 1 : 0) > MAX_DIGITS)
    throw new PythonError(
      'ValueError',
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    )
  return text
}
