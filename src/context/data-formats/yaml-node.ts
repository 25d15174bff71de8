import { floatRepr } from '../../jinja/values/float.ts'
import { print } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { isBefore, sorted } from '../../jinja/values/sort.ts'
import { Dict, Float, PySet, Tuple, type Value } from '../../jinja/values/value.ts'
import { DateValue } from '../modules/datetime/date.ts'
import { DateTime } from '../modules/datetime/datetime.ts'
import type { YamlTag } from './yaml-tag.ts'

/** What PyYAML writes for a value, before it decides how. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly tag: YamlTag
  readonly text: string
}

export interface YamlSequence {
  readonly kind: 'sequence'
  readonly items: YamlNode[]
}

export interface YamlMapping {
  readonly kind: 'mapping'
  /** A set is a mapping to nothing, and says so. */
  readonly tag: '!!set' | undefined
  readonly pairs: (readonly [YamlNode, YamlNode])[]
}

/** A value that YAML has no spelling for. */
export class Unrepresentable extends Error {}

/** The node of a value; lists and dicts that are there twice are one node, so that the second time can refer to the first. */
export function toYamlNode(value: Value, sortKeys: boolean, known = new Map<Value, YamlNode>()): YamlNode {
  const scalar = scalarNode(value)
  if (scalar !== undefined) return scalar
  const before = known.get(value)
  if (before !== undefined) return before
  const inner = (member: Value): YamlNode => toYamlNode(member, sortKeys, known)
  const remember = <Node extends YamlNode>(node: Node): Node => {
    if (!(value instanceof Tuple && value.items.length === 0)) known.set(value, node)
    return node
  }
  if (value instanceof DateValue) return remember({ kind: 'scalar', tag: 'timestamp', text: value.print() })
  if (value instanceof DateTime) return remember({ kind: 'scalar', tag: 'timestamp', text: value.print() })
  if (Array.isArray(value) || (value instanceof Tuple && value.constructor === Tuple)) {
    const node = remember<YamlSequence>({ kind: 'sequence', items: [] })
    for (const item of Array.isArray(value) ? value : value.items) node.items.push(inner(item))
    return node
  }
  if (!(value instanceof Dict || value instanceof PySet)) throw new Unrepresentable()
  const node = remember<YamlMapping>({ kind: 'mapping', tag: value instanceof Dict ? undefined : '!!set', pairs: [] })
  const pairs = value instanceof Dict ? [...value] : [...value].map((item) => [item, null] as const)
  for (const [key, member] of sortKeys ? inOrder(pairs) : pairs) node.pairs.push([inner(key), inner(member)])
  return node
}

function scalarNode(value: Value): YamlScalar | undefined {
  if (typeof value === 'string') return { kind: 'scalar', tag: 'str', text: value }
  if (value === null) return { kind: 'scalar', tag: 'null', text: 'null' }
  if (typeof value === 'boolean') return { kind: 'scalar', tag: 'bool', text: String(value) }
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'scalar', tag: 'int', text: print(value) }
  return value instanceof Float ? { kind: 'scalar', tag: 'float', text: floatText(value.value) } : undefined
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = floatRepr(value)
  // `1e+17` would be text: YAML's floats have a point.
  return text.includes('.') ? text : text.replace('e', '.0e')
}

/** Keys without an order among them stay as they are. */
function inOrder(pairs: readonly (readonly [Value, Value])[]): readonly (readonly [Value, Value])[] {
  try {
    return sorted(pairs, (a, b) => isBefore(a[0], b[0]))
  } catch (error) {
    if (error instanceof PythonError && error.type === 'TypeError') return pairs
    throw error
  }
}
