import { type Finding, type GateVerdict, titleOf, type Verdict } from '../gate/verdict.ts'
import type { Checked, CheckedStatus, ReportTable } from './checked.ts'

/** A gate as something that was checked: itself if it holds, else all that it found fault with. */
export function checkedByGates(verdicts: readonly GateVerdict[]): readonly Checked[] {
  const told = new Map<string, number>()
  /** Of several faults of one thing each needs an id of its own: CI servers take two with one id for the same. */
  const unique = (id: string): string => {
    const number = (told.get(id) ?? 0) + 1
    told.set(id, number)
    return number === 1 ? id : `${id}#${number}`
  }
  return verdicts.flatMap((verdict) => {
    const common = { suite: 'gates', rule: `gate/${verdict.gate}`, seconds: 0 }
    const status = STATUS[verdict.verdict]
    const id = ['gate', verdict.gate, verdict.subject].filter((part) => part !== '').join('.')
    const whole: Checked = {
      ...common,
      id,
      name: titleOf(verdict),
      status,
      message: verdict.verdict === 'pass' ? '' : `wanted ${verdict.wanted}, got ${verdict.got}`,
      at: null,
      rows: null,
    }
    if (verdict.findings.length === 0) return [whole]
    return verdict.findings.map((finding) => ({
      ...common,
      id: unique(`${id}.${finding.id}`),
      name: nameOf(verdict, finding),
      status: finding.isMinor ? 'warn' : status,
      message: finding.message.replaceAll('\r', ''),
      at: finding.at,
      rows: finding.rows,
    }))
  })
}

/** `metrics: ece of churn`, where the gate is about one thing; else `freshness: raw.orders`. */
function nameOf(verdict: GateVerdict, { name }: Finding): string {
  return verdict.gate === 'metrics' ? titleOf(verdict) : `${verdict.gate}: ${name}`
}

const STATUS: Readonly<Record<Verdict, CheckedStatus>> = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  unknown: 'error',
  skipped: 'skipped',
}

const HEADER = ['gate', 'wanted', 'got', 'verdict', 'where to look']

/** The table of gates, a line for each verdict. */
export function gateTable(verdicts: readonly GateVerdict[]): ReportTable {
  return {
    header: HEADER,
    rows: verdicts.map((one) => [titleOf(one), one.wanted, one.got, one.verdict, one.look]),
  }
}
