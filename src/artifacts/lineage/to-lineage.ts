import type { JsonObject } from '../../base/json.ts'
import type { Lineage, Origin, RelationLineage } from '../../lineage/lineage.ts'

/** What `assay.json` says of the columns of each resource: one step up, by `unique_id`. */
export function toLineageJson(lineage: Lineage): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(Array.from(lineage, ([id, one]) => [id, describeRelation(one)]))
}

function describeRelation({ columns, rows, unresolved }: RelationLineage): JsonObject {
  return {
    columns: Object.fromEntries(
      columns.map(({ name, from, unresolved: reasons }) => [
        name,
        { from: from.map(describeOrigin), unresolved: reasons.map((reason) => ({ ...reason })) },
      ]),
    ),
    rows: rows.map(describeOrigin),
    unresolved: unresolved.map((reason) => ({ ...reason })),
  }
}

function describeOrigin({ id, relation, column, use }: Origin): JsonObject {
  return { unique_id: id, relation, column, use }
}
