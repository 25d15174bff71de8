import { Dict, type Value } from '../../jinja/values/value.ts'
import type { ColumnValue } from '../column-value.ts'
import { raisedByProject } from '../errors.ts'

/** Refuses a table that carries a snapshot's name without being one: columns that a snapshot keeps are missing. */
export function checkSnapshotTarget(columns: readonly ColumnValue[], names: Value, withDeletion: boolean): void {
  const there = new Set(columns.map((column) => column.column.toLowerCase()))
  const wanted = ['dbt_scd_id', 'dbt_valid_from', 'dbt_valid_to', ...(withDeletion ? ['dbt_is_deleted'] : [])]
  const spelled = wanted.map((name) => {
    const own = names instanceof Dict ? names.get(name) : undefined
    return typeof own === 'string' ? own : name
  })
  const missing = spelled.filter((name) => !there.has(name.toLowerCase()))
  if (missing.length > 0) {
    throw raisedByProject(
      `the snapshot's target has no column ${missing.map((m) => `'${m}'`).join(', ')}: it is not a snapshot table, or was made with other settings`,
    )
  }
}

/** True when a snapshot strategy (a dict) adds a row for what was deleted. */
export function recordsDeletion(strategy: Value): boolean {
  return strategy instanceof Dict && strategy.get('hard_deletes') === 'new_record'
}
