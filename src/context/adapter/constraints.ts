import { print } from '../../jinja/values/print.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { Dict, type Value } from '../../jinja/values/value.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import { RelationValue } from '../relation-value.ts'

/** Columns with their constraints as DDL: `id integer not null primary key`. https://docs.getdbt.com/reference/resource-properties/constraints */
export function renderColumnConstraints(columns: Value): Value {
  const rendered: Value[] = []
  if (!(columns instanceof Dict)) return rendered
  for (const column of columns.values()) {
    if (!(column instanceof Dict)) continue
    const name = text(column.get('name'))
    const parts = [isTrue(column.get('quote') ?? null) ? quoteIdentifier(name) : name, text(column.get('data_type'))]
    for (const constraint of listOf(column.get('constraints'))) {
      const clause = columnConstraint(constraint)
      if (clause !== null) parts.push(clause)
    }
    rendered.push(parts.join(' '))
  }
  return rendered
}

/** Constraints of the whole table as DDL: `primary key (a, b)`. */
export function renderModelConstraints(constraints: Value): Value {
  return listOf(constraints).flatMap((constraint) => modelConstraint(constraint) ?? [])
}

function columnConstraint(constraint: Dict): string | null {
  const expression = text(constraint.get('expression'))
  const trailing = expression === '' ? '' : ` ${expression}`
  switch (text(constraint.get('type'))) {
    case 'check':
      return expression === '' ? null : `check (${expression})`
    case 'not_null':
      return `not null${trailing}`
    case 'unique':
      return `unique${trailing}`
    case 'primary_key':
      return `primary key${trailing}`
    case 'foreign_key': {
      const target = foreignTarget(constraint)
      return target === null ? (expression === '' ? null : `references ${expression}`) : `references ${target}`
    }
    case 'custom':
      return expression === '' ? null : expression
    default:
      return null
  }
}

function modelConstraint(constraint: Dict): string | null {
  const name = text(constraint.get('name'))
  const prefix = name === '' ? '' : `constraint ${name} `
  const expression = text(constraint.get('expression'))
  const trailing = expression === '' ? '' : ` ${expression}`
  const columns = columnList(constraint.get('columns'))
  switch (text(constraint.get('type'))) {
    case 'check':
      return expression === '' ? null : `${prefix}check (${expression})`
    case 'unique':
      return `${prefix}unique${trailing} (${columns})`
    case 'primary_key':
      return `${prefix}primary key${trailing} (${columns})`
    case 'foreign_key': {
      const target = foreignTarget(constraint)
      if (target !== null) return `${prefix}foreign key (${columns}) references ${target}`
      return expression === '' ? null : `${prefix}foreign key (${columns}) references ${expression}`
    }
    case 'custom':
      return expression === '' ? null : `${prefix}${expression}`
    default:
      return null
  }
}

/** `"schema"."table" (columns)`, when the constraint says `to` and `to_columns`. */
function foreignTarget(constraint: Dict): string | null {
  const to = constraint.get('to') ?? null
  const columns = columnList(constraint.get('to_columns'))
  if (to === null || columns === '') return null
  return `${to instanceof RelationValue ? to.render() : text(to)} (${columns})`
}

function columnList(columns: Value | undefined): string {
  return Array.isArray(columns) ? columns.map((c) => text(c)).join(', ') : ''
}

function listOf(value: Value | undefined): readonly Dict[] {
  return Array.isArray(value) ? value.filter((v) => v instanceof Dict) : []
}

function text(value: Value | undefined): string {
  return value === undefined || value === null ? '' : print(value)
}
