import type { UniqueId } from '../resources/ids.ts'
import type { DataTest, Model, Node } from '../resources/node.ts'

const UNIQUE: ReadonlySet<string> = new Set(['unique', 'unique_combination_of_columns'])

/** The generic tests of each resource, those that are switched off too. */
export function testsByNode(nodes: Iterable<Node>): ReadonlyMap<UniqueId, readonly DataTest[]> {
  const tests = new Map<UniqueId, DataTest[]>()
  for (const node of nodes) {
    const attached = node.kind === 'test' ? node.generic?.attachedNode : null
    if (node.kind !== 'test' || attached === null || attached === undefined) continue
    const known = tests.get(attached)
    if (known === undefined) tests.set(attached, [node])
    else known.push(node)
  }
  return tests
}

/**
 * The columns that identify a row, as far as YAML tells, sorted: those of a primary key constraint, else those tested
 * to be unique and not null, else those tested to be unique, else those whose test of that is switched off.
 */
export function inferPrimaryKey(model: Pick<Model, 'constraints' | 'columns'>, tests: readonly DataTest[]): string[] {
  const ofModel = model.constraints.find(({ type }) => type === 'primary_key')
  if (ofModel !== undefined) return [...ofModel.columns].sort()
  for (const { name, constraints } of model.columns.values())
    if (constraints.some(({ type }) => type === 'primary_key')) return [name]

  const unique = new Set<string>()
  const uniqueOff = new Set<string>()
  const notNull = new Set<string>()
  for (const { generic, config } of tests) {
    if (generic === null) continue
    for (const column of testedColumns(generic.kwargs)) {
      if (UNIQUE.has(generic.name)) (config.enabled ? unique : uniqueOff).add(column)
      else if (generic.name === 'not_null') notNull.add(column)
    }
  }
  const both = [...notNull].filter((column) => unique.has(column) || uniqueOff.has(column))
  if (both.length > 0) return both.sort()
  return [...(unique.size > 0 ? unique : uniqueOff)].sort()
}

function testedColumns(kwargs: { readonly [name: string]: unknown }): readonly string[] {
  const { column_name: column, combination_of_columns: columns } = kwargs
  if (typeof column === 'string') return [column]
  return Array.isArray(columns) ? columns.filter((one) => typeof one === 'string') : []
}
