import type { UniqueId } from '../resources/ids.ts'
import { joinMapped, type MappedText, splitMapped } from './mapped-text.ts'

/** An ephemeral model as a common table expression: ` __dbt__cte__name as (…)`. */
export interface Cte {
  readonly id: UniqueId
  readonly code: MappedText
}

/** `with` at the start of a statement, after white space and comments, perhaps with `recursive`. */
const LEADING_WITH = /^(?:\s|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*with\b(?:\s+recursive\b)?/i

/** `sql` with the ctes before its own: after its `with` if it begins with one, else with a `with` of ours. */
export function injectCtes(sql: MappedText, ctes: readonly Cte[]): MappedText {
  if (ctes.length === 0) return sql
  const list = ctes.flatMap((cte, index) => (index === 0 ? [cte.code] : [', ', cte.code]))
  const own = LEADING_WITH.exec(sql.text)
  if (own === null) return joinMapped(['with', ...list, ' ', sql])
  const [before, after] = splitMapped(sql, own[0].length)
  return joinMapped([before, ...list, ', ', after])
}
