import { Dict, Float, HostObject, PySet, Tuple, Undefined, type Value } from './value.ts'

/** Python's `type(x).__name__`. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'number':
    case 'bigint':
      return 'int'
    case 'boolean':
      return 'bool'
    case 'function':
      return 'function'
  }
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Float) return 'float'
  if (value instanceof Tuple) return 'tuple'
  if (value instanceof Dict) return 'dict'
  if (value instanceof PySet) return 'set'
  if (value instanceof Undefined) return 'Undefined'
  return value.typeName
}

/** How Jinja2 names the owner of a missing attribute: `dict object`, `None`. */
export function objectDescription(value: Value): string {
  if (value === null) return 'None'
  if (value instanceof HostObject) return `${value.qualifiedName} object`
  return `${typeName(value)} object`
}
