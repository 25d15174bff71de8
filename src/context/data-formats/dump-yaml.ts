import { pairsOf } from '../../jinja/values/dict-from.ts'
import { print, repr } from '../../jinja/values/print.ts'
import { isBefore, sorted } from '../../jinja/values/sort.ts'
import { textOf } from '../../jinja/values/text.ts'
import { Float, Tuple, type Value } from '../../jinja/values/value.ts'
import { readPlain } from '../../yaml/plain-scalar.ts'

/** PyYAML's `safe_dump(value, sort_keys=sortKeys)`. */
export function dumpYaml(value: Value, sortKeys: boolean): string {
  const lines = block(value, sortKeys)
  return `${lines.join('\n')}\n`
}

function block(value: Value, sortKeys: boolean): string[] {
  const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : undefined
  if (items !== undefined && items.length > 0)
    return items.flatMap((item) =>
      block(item, sortKeys).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
    )
  if (items !== undefined) return ['[]']
  const pairs = pairsOf(value)
  if (pairs === undefined) return [scalar(value)]
  const ordered = sortKeys ? sorted([...pairs], (a, b) => isBefore(a[0], b[0])) : [...pairs]
  if (ordered.length === 0) return ['{}']
  return ordered.flatMap(([key, member]) => {
    const lines = block(member, sortKeys)
    if (isEmptyOrScalar(member)) return [`${scalar(key)}: ${lines[0]}`]
    return [`${scalar(key)}:`, ...(Array.isArray(member) ? lines : lines.map((line) => `  ${line}`))]
  })
}

function isEmptyOrScalar(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0
  const pairs = pairsOf(value)
  return pairs === undefined || [...pairs].length === 0
}

function scalar(value: Value): string {
  const text = textOf(value)
  if (text === undefined)
    return value === null ? 'null' : value instanceof Float ? repr(value) : print(value).toLowerCase()
  return typeof readPlain(text) === 'string' && /^[\w][\w .-]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`
}
