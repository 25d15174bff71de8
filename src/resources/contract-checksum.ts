import { sha256 } from '../base/digest.ts'
import type { Constraint } from './column.ts'
import type { Model } from './node.ts'

/** Materializations whose data definition carries constraints. */
const ENFORCING: ReadonlySet<string> = new Set(['table', 'incremental'])

/**
 * dbt's checksum of an enforced contract, null of any other: SHA-256 over the columns by name, their types and
 * constraints, as Python prints them (dbt/contracts/graph/nodes.py). Equal contracts have equal sums in both engines.
 */
export function contractChecksum(model: Pick<Model, 'config' | 'columns' | 'constraints'>): string | null {
  const { contract, materialized } = model.config
  if (!contract.enforced) return null
  const columns = [...model.columns.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const parts = columns.map(
    ({ name, data_type, constraints }) =>
      `|${name}${data_type ?? 'None'}${list(constraints.map((c) => columnConstraint(c)))}`,
  )
  if (ENFORCING.has(materialized)) parts.push(materialized, list(model.constraints.map(modelConstraint)))
  return sha256(parts.join(''))
}

function columnConstraint(constraint: Constraint): string {
  return `ColumnLevelConstraint(${fieldsOf(constraint).join(', ')})`
}

function modelConstraint(constraint: Constraint): string {
  return `ModelLevelConstraint(${[...fieldsOf(constraint), `columns=${texts(constraint.columns)}`].join(', ')})`
}

function fieldsOf(constraint: Constraint): readonly string[] {
  return [
    `type=<ConstraintType.${constraint.type}: '${constraint.type}'>`,
    `name=${textOrNone(constraint.name)}`,
    `expression=${textOrNone(constraint.expression)}`,
    `warn_unenforced=${constraint.warn_unenforced ? 'True' : 'False'}`,
    `warn_unsupported=${constraint.warn_unsupported ? 'True' : 'False'}`,
    `to=${textOrNone(constraint.to)}`,
    `to_columns=${texts(constraint.to_columns)}`,
  ]
}

function textOrNone(text: string | null): string {
  return text === null ? 'None' : pythonText(text)
}

function texts(items: readonly string[]): string {
  return list(items.map(pythonText))
}

function list(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Python's `repr` of SQL text, which holds no control characters but line breaks and tabs. */
function pythonText(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)
  return mark + escaped.replaceAll(mark, `\\${mark}`) + mark
}
