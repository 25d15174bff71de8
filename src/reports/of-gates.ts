import { type GateVerdict, titleOf, type Verdict } from '../gate/verdict.ts'
import type { Checked, CheckedStatus, ReportTable } from './checked.ts'

/** A gate as something that was checked: itself if it holds, else all that it found fault with. */
export function checkedByGates(verdicts: readonly GateVerdict[]): readonly Checked[] {
  return verdicts.flatMap((verdict) => {
    const common = { suite: 'gates', rule: `gate/${verdict.gate}`, seconds: 0 }
    const status = STATUS[verdict.verdict]
    const whole: Checked = {
      ...common,
      id: `gate.${verdict.gate}.${verdict.subject}`,
      name: titleOf(verdict),
      status,
      message: verdict.verdict === 'pass' ? '' : `wanted ${verdict.wanted}, got ${verdict.got}`,
      at: null,
      rows: null,
    }
    if (verdict.findings.length === 0) return [whole]
    return verdict.findings.map((finding) => ({
      ...common,
      id: `gate.${verdict.gate}.${finding.id}`,
      name: `${verdict.gate}: ${finding.name}`,
      status: finding.isMinor ? 'warn' : status,
      message: finding.message.replaceAll('\r', ''),
      at: finding.at,
      rows: finding.rows,
    }))
  })
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
