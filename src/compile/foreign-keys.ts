import type { Database } from '../context/database.ts'
import { RelationValue } from '../context/relation-value.ts'
import type { ForeignKeys } from '../resources/describe.ts'
import type { Model } from '../resources/node.ts'
import type { References } from './references.ts'

/** What the foreign keys of a model point to, for the statement that makes its table. */
export async function findForeignKeys(
  model: Model,
  references: References,
  connection: Database,
): Promise<ForeignKeys> {
  const all = [...model.constraints, ...[...model.columns.values()].flatMap(({ constraints }) => constraints)]
  const found = new Map<string, string>()
  for (const { to, target } of all) {
    if (to === null || target === undefined || found.has(to)) continue
    const value =
      target.kind === 'ref'
        ? await references.ref(target.ref, model, () => undefined, connection, null)
        : references.source(target.source, model.package)
    if (value instanceof RelationValue) found.set(to, value.render())
  }
  return found
}
