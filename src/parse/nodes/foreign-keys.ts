import type { Column, Constraint } from '../../resources/column.ts'
import type { Ref, SourceRef } from '../../resources/ref.ts'
import type { YamlPath } from '../../yaml/yaml-value.ts'
import { badForeignKey } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { readTarget } from './fixture.ts'

/** Constraints whose foreign keys know what they point to; the model depends on it. */
export interface ForeignKeys {
  readonly columns: ReadonlyMap<string, Column>
  readonly constraints: readonly Constraint[]
  readonly refs: readonly Ref[]
  readonly sources: readonly SourceRef[]
}

/**
 * Reads the `to` of foreign keys: `ref('orders')`, `source('raw', 'orders')`.
 * https://docs.getdbt.com/reference/resource-properties/constraints
 */
export async function readForeignKeys(
  model: string,
  columns: ReadonlyMap<string, Column>,
  constraints: readonly Constraint[],
  entry: PropertyEntry | null,
  parsing: Parsing,
): Promise<ForeignKeys> {
  const refs: Ref[] = []
  const sources: SourceRef[] = []
  const read = async (constraint: Constraint, path: YamlPath): Promise<Constraint> => {
    if (constraint.type !== 'foreign_key' || constraint.to === null || entry === null) return constraint
    const target = await readTarget(constraint.to)
    const place = entry.locate([...path, 'to'])
    if (target === null || target.kind === 'this') {
      parsing.report(badForeignKey(model, constraint.to, place))
      return constraint
    }
    if (target.kind === 'ref') refs.push({ ...target.ref, place })
    else sources.push({ ...target.source, place })
    return { ...constraint, target }
  }
  const ofModel: Constraint[] = []
  for (const [index, constraint] of constraints.entries()) ofModel.push(await read(constraint, ['constraints', index]))
  const ofColumns = new Map<string, Column>()
  for (const [number, [name, column]] of [...columns].entries()) {
    const own: Constraint[] = []
    for (const [index, constraint] of column.constraints.entries())
      own.push(await read(constraint, ['columns', number, 'constraints', index]))
    ofColumns.set(name, { ...column, constraints: own })
  }
  return { columns: ofColumns, constraints: ofModel, refs, sources }
}
