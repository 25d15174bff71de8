import type { JsonObject } from '../base/json.ts'
import { fileOf, isFault, type ReportFacts } from './checked.ts'

/** All that was checked, for programs of one's own. */
export function toReportJson(facts: ReportFacts): JsonObject {
  const { title, version, startedAt, completedAt, checked, prefix } = facts
  return {
    title,
    assay_version: version,
    started_at: startedAt.toISOString(),
    completed_at: completedAt.toISOString(),
    faults: checked.filter(isFault).length,
    checked: checked.map((one) => ({
      id: one.id,
      suite: one.suite,
      name: one.name,
      rule: one.rule,
      status: one.status,
      message: one.message,
      seconds: one.seconds,
      file: fileOf(one, prefix),
      line: one.at?.line ?? null,
      column: one.at?.column ?? null,
      rows: one.rows === null ? null : { ...one.rows, rows: one.rows.rows.map((row) => [...row]) },
    })),
  }
}
