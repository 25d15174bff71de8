import type { JsonObject } from '../../base/json.ts'
import type { NodeResult } from '../../run/result.ts'
import type { Origin } from '../origin.ts'
import { ownMetadata } from '../own-metadata.ts'

/** What stands in `metadata.assay_schema_version`; it names a format and is never fetched. */
export const FAILING_ROWS_VERSION = 'failing_rows/v1'

/**
 * `failing_rows.json`, a format of our own: the first rows of each data test that did not pass, by `unique_id`. Values
 * are PostgreSQL's text; those of the columns in `masked` read `***`.
 */
export function toFailingRowsJson(results: readonly NodeResult[], origin: Origin): JsonObject {
  const tests = results.flatMap(({ id, status, failures, relationName, failingRows }): [string, JsonObject][] =>
    failingRows === undefined
      ? []
      : [
          [
            id,
            {
              status,
              failures,
              stored_in: relationName,
              ...failingRows,
              rows: failingRows.rows.map((row) => [...row]),
            },
          ],
        ],
  )
  return {
    metadata: ownMetadata(FAILING_ROWS_VERSION, origin),
    tests: Object.fromEntries(tests),
  }
}
