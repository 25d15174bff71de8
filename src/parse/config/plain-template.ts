import type { Call, Expression } from '../../jinja/ast.ts'
import type { Template } from '../../jinja/template.ts'

/**
 * Whether dbt reads a model without Jinja (its `dbt_extractor`): nothing in it but calls of `ref`, `source` and
 * `config` with values spelled out. What it then keeps as the config before rendering is the values, not their text.
 */
export function isPlainTemplate({ source, span, body }: Template): boolean {
  if (/\{%|\{\{-|-\}\}/.test(source.slice(span.start, span.end))) return false
  return body.every(
    (statement) =>
      statement.kind === 'text' || (statement.kind === 'output' && isPlainOutput(statement.expression, source)),
  )
}

function isPlainOutput(expression: Expression, source: string): boolean {
  return expression.kind === 'call' ? isPlainCall(expression, source) : isPlainValue(expression, source, true)
}

function isPlainCall({ callee, arguments: given }: Call, source: string): boolean {
  const { positional, keywords, spread, keywordSpread } = given
  if (callee.kind !== 'name' || spread !== null || keywordSpread !== null) return false
  switch (callee.name) {
    case 'ref': {
      const versions = keywords.filter(({ name }) => name === 'v' || name === 'version')
      return (
        positional.length >= 1 &&
        positional.length <= 2 &&
        positional.every(isText) &&
        keywords.length <= 1 &&
        versions.length === keywords.length &&
        versions.every(({ value }) => value.kind === 'literal' && typeof value.value !== 'boolean')
      )
    }
    case 'source':
      return positional.length === 2 && keywords.length === 0 && positional.every(isText)
    case 'config':
      return (
        positional.length === 0 &&
        keywords.length > 0 &&
        keywords.every(({ name, value }) => !HOOKS.has(name) && isPlainValue(value, source, false))
      )
    default:
      return false
  }
}

const HOOKS: ReadonlySet<string> = new Set(['pre_hook', 'post_hook'])

/** It knows `True` and `False` only by their Python names, no none, and numbers only where nothing is configured. */
function isPlainValue(expression: Expression, source: string, numbers: boolean): boolean {
  switch (expression.kind) {
    case 'literal': {
      const { value, span } = expression
      if (typeof value === 'boolean') return /^[TF]/.test(source.slice(span.start, span.end))
      return typeof value === 'string' || (numbers && value !== null)
    }
    case 'list':
      return expression.items.every((item) => isPlainValue(item, source, numbers))
    case 'dict':
      return expression.entries.every(({ key, value }) => isText(key) && isPlainValue(value, source, numbers))
    default:
      return false
  }
}

function isText(expression: Expression): boolean {
  return expression.kind === 'literal' && typeof expression.value === 'string'
}
