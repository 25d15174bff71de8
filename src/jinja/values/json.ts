import { pairsOf } from './dict-from.ts'
import { floatRepr } from './float.ts'
import { print } from './print.ts'
import { PythonError } from './python-error.ts'
import { isBefore, sorted } from './sort.ts'
import { textOf } from './text.ts'
import { typeName } from './type-name.ts'
import { Float, HostObject, Tuple, type Value } from './value.ts'

/** Python's `json.dumps(value, sort_keys=sortKeys, indent=indent)`: ASCII only. `indent` is one level of it. */
export function toJson(value: Value, indent: string | undefined, sortKeys = true): string {
  return encode(value, { indent, sortKeys, inside: [] })
}

interface Layout {
  readonly sortKeys: boolean
  readonly indent: string | undefined
  readonly inside: readonly Value[]
}

function encode(value: Value, layout: Layout): string {
  const scalar = encodeScalar(value)
  if (scalar !== undefined) return scalar
  if (layout.inside.includes(value)) throw new PythonError('ValueError', 'Circular reference detected')
  const within = { ...layout, inside: [...layout.inside, value] }
  const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : undefined
  if (items !== undefined)
    return enclose(
      '[',
      items.map((item) => encode(item, within)),
      ']',
      layout,
    )
  const pairs = value instanceof HostObject && !value.isMapping ? undefined : pairsOf(value)
  if (pairs !== undefined) {
    const ordered = layout.sortKeys ? sorted([...pairs], (a, b) => isBefore(a[0], b[0])) : [...pairs]
    const members = ordered.map(([key, member]) => `${quoteJson(keyText(key))}: ${encode(member, within)}`)
    return enclose('{', members, '}', layout)
  }
  // The name alone: `Decimal`, not `decimal.Decimal`.
  const type = typeName(value).replace(/^.*\./, '')
  throw new PythonError('TypeError', `Object of type ${type} is not JSON serializable`)
}

function encodeScalar(value: Value): string | undefined {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number' || typeof value === 'bigint') return print(value)
  if (value instanceof Float) return jsonFloat(value.value)
  const text = textOf(value)
  return text === undefined ? undefined : quoteJson(text)
}

/** Not JSON where it is infinite or no number, but what Python writes. */
function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  return floatRepr(value)
}

function keyText(key: Value): string {
  const text = textOf(key)
  if (text !== undefined) return text
  const scalar = encodeScalar(key)
  if (scalar !== undefined) return scalar
  throw new PythonError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`)
}

function quoteJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function enclose(open: string, members: readonly string[], close: string, { indent, inside }: Layout): string {
  if (members.length === 0) return open + close
  if (indent === undefined) return open + members.join(', ') + close
  const outer = `\n${indent.repeat(inside.length)}`
  const inner = outer + indent
  return open + inner + members.join(`,${inner}`) + outer + close
}
