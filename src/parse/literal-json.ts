import type { Json } from '../base/json.ts'
import type { Expression } from '../jinja/ast.ts'

/** The plain data an expression spells out (`['a', 1]`, `{'x': true}`), or undefined when it must be evaluated. */
export function literalJson(expression: Expression): Json | undefined {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
        return value
      return typeof value === 'bigint' ? undefined : value.value
    }
    case 'list':
    case 'tuple':
      return literalList(expression.items)
    case 'dict': {
      const fields: Record<string, Json> = {}
      for (const { key, value } of expression.entries) {
        const name = literalJson(key)
        const content = literalJson(value)
        if (typeof name !== 'string' || content === undefined) return undefined
        fields[name] = content
      }
      return fields
    }
    case 'sign': {
      const operand = literalJson(expression.operand)
      if (typeof operand !== 'number') return undefined
      return expression.operator === '-' ? -operand : operand
    }
    default:
      return undefined
  }
}

function literalList(items: readonly Expression[]): Json | undefined {
  const list: Json[] = []
  for (const item of items) {
    const value = literalJson(item)
    if (value === undefined) return undefined
    list.push(value)
  }
  return list
}
