import type { Arguments, Expression } from './ast.ts'
import { print } from './values/print.ts'
import { Dict, Float, PySet, Tuple, type Value } from './values/value.ts'

/** Filters whose answer depends on more than their arguments, and the host's own: not evaluated ahead of time. */
const FOLDED_FILTERS: ReadonlySet<string> = new Set(
  (
    'abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format ' +
    'groupby indent int items join last length list lower max min pprint replace reverse round safe slice sort string ' +
    'striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr'
  ).split(' '),
)

/**
 * Whether Jinja2 evaluates `node` when it compiles. It shows only where values are kept: a constant is printed even
 * when it stands alone, so that `{{ 1 }}` gives text and `{{ x }}` a number.
 */
export function isConstant(node: Expression): boolean {
  switch (node.kind) {
    case 'literal':
      return true
    case 'name':
    case 'call':
      return false
    case 'tuple':
    case 'list':
      return node.items.every(isConstant)
    case 'dict':
      return node.entries.every(({ key, value }) => isConstant(key) && isConstant(value))
    case 'attribute':
      return isConstant(node.object)
    case 'item':
      return isConstant(node.object) && isConstant(node.key)
    case 'slice':
      return [node.object, node.start, node.stop, node.step].every((part) => part === null || isConstant(part))
    case 'filter':
      return (
        FOLDED_FILTERS.has(node.name) && node.value !== null && isConstant(node.value) && areConstant(node.arguments)
      )
    case 'test':
      return isConstant(node.value) && areConstant(node.arguments)
    case 'sign':
    case 'not':
      return isConstant(node.operand)
    case 'binary':
    case 'logic':
      return isConstant(node.left) && isConstant(node.right)
    case 'concat':
      return node.parts.every(isConstant)
    case 'compare':
      return isConstant(node.first) && node.rest.every(({ operand }) => isConstant(operand))
    case 'conditional':
      return isConstant(node.test) && isConstant(node.then) && node.otherwise !== null && isConstant(node.otherwise)
  }
}

function areConstant({ positional, keywords, spread, keywordSpread }: Arguments): boolean {
  return (
    positional.every(isConstant) &&
    keywords.every(({ value }) => isConstant(value)) &&
    (spread === null || isConstant(spread)) &&
    (keywordSpread === null || isConstant(keywordSpread))
  )
}

/** What a constant expression gives: its text, unless Python could not write the value down again. */
export function folded(value: Value): Value {
  return isPlain(value) ? print(value) : value
}

function isPlain(value: Value): boolean {
  if (value === null || value instanceof Float) return true
  if (typeof value !== 'object') return typeof value !== 'function'
  if (Array.isArray(value)) return value.every(isPlain)
  if (value instanceof Tuple) return value.items.every(isPlain)
  if (value instanceof PySet) return [...value].every(isPlain)
  return value instanceof Dict && [...value].every(([key, item]) => isPlain(key) && isPlain(item))
}
