import type { RunEvent } from '../../run/events.ts'

/** SQLSTATE of `identifier "…" will be truncated to "…"`: said as a notice, and yet two names may become one. */
const NAME_CUT = '42622'

/**
 * True for what a reader of a run should see. Of what the server says, that is what a function warns of (`raise
 * warning`, class 01) and names that it cuts; not that hooks open or end transactions twice, nor that a `drop … if
 * exists` found nothing. What Assay says itself has no SQLSTATE.
 */
export function isWorthSaying({ severity, code }: Extract<RunEvent, { kind: 'notice' }>): boolean {
  return code === undefined ? severity === 'WARNING' : code.startsWith('01') || code === NAME_CUT
}
