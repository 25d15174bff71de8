import type { Arguments, Expression } from './ast.ts'
import { Dict, Float, type Kwargs, Tuple, type Value } from './values/value.ts'

/**
 * The value of an expression made of literals alone (numbers with a sign, strings, lists, tuples, dicts, constants);
 * undefined for any other. Lists and dicts are new ones at each call.
 */
export function literalValue(node: Expression): Value | undefined {
  switch (node.kind) {
    case 'literal':
      return node.value
    case 'list':
      return literalItems(node.items)
    case 'tuple': {
      const items = literalItems(node.items)
      return items === undefined ? undefined : new Tuple(items)
    }
    case 'dict': {
      const dict = new Dict()
      for (const entry of node.entries) {
        const key = literalValue(entry.key)
        const value = literalValue(entry.value)
        if (key === undefined || value === undefined || !isHashable(key)) return undefined
        dict.set(key, value)
      }
      return dict
    }
    case 'sign': {
      const operand = literalValue(node.operand)
      return node.operator === '+' ? number(operand) : negative(number(operand))
    }
    default:
      return undefined
  }
}

/** The values of a call's arguments when all of them are literal and none is spread. */
export function literalArguments(
  node: Arguments,
): { readonly args: readonly Value[]; readonly kwargs: Kwargs } | undefined {
  if (node.spread !== null || node.keywordSpread !== null) return undefined
  const args = literalItems(node.positional)
  const values = literalItems(node.keywords.map(({ value }) => value))
  if (args === undefined || values === undefined) return undefined
  return { args, kwargs: new Map(node.keywords.map(({ name }, at) => [name, values[at] ?? null])) }
}

function literalItems(nodes: readonly Expression[]): Value[] | undefined {
  const values: Value[] = []
  for (const node of nodes) {
    const value = literalValue(node)
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}

function isHashable(key: Value): boolean {
  if (key instanceof Tuple) return key.items.every(isHashable)
  return !Array.isArray(key) && !(key instanceof Dict)
}

function number(value: Value | undefined): number | bigint | Float | undefined {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float ? value : undefined
}

function negative(value: number | bigint | Float | undefined): Value | undefined {
  if (value instanceof Float) return new Float(-value.value)
  // Zero has no sign among Python's ints.
  return value === undefined || value === 0 ? value : -value
}
