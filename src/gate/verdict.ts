/**
 * What must hold, judged. The flow:
 *
 *   settings + graph → `planGates` → what is to be asked → evidence (the caller asks, or reads artifacts) → `judgeGates`
 *
 * Everything here is pure: who asks the database, and how, is no business of a gate.
 */
import type { Location } from '../base/position.ts'
import type { FailingRows } from '../resources/failing-rows.ts'
import type { GateName, Strictness } from '../resources/gate-settings.ts'

/** `unknown`: it could not be judged. `skipped`: it was not asked, and stops nobody. */
export type Verdict = 'pass' | 'warn' | 'fail' | 'unknown' | 'skipped'

/** A line of the table. */
export interface GateVerdict {
  readonly gate: GateName
  /** What it is about: `data tests of tag:gold`, `macro_f1 of default_model`; empty where the name says it. */
  readonly subject: string
  readonly wanted: string
  readonly got: string
  readonly verdict: Verdict
  /** A place or a command; empty where there is nothing to look at. */
  readonly look: string
  readonly findings: readonly Finding[]
}

/** One thing that a gate found fault with. */
export interface Finding {
  readonly id: string
  readonly name: string
  readonly message: string
  /** True where it is only worth a look: a warning of a test, a source that is late. */
  readonly isMinor: boolean
  readonly at: Location | null
  readonly rows: FailingRows | null
}

/** What it comes to: `bad` stops a hard gate and is a warning of a soft one. */
export function settle(mode: Strictness, found: 'good' | 'minor' | 'bad' | 'unknown'): Verdict {
  if (found === 'good') return 'pass'
  if (found === 'minor' || mode === 'soft') return 'warn'
  return found === 'bad' ? 'fail' : 'unknown'
}

/** The exit code: 1 where something fails, else 2 where something could not be judged. */
export function exitCodeOf(verdicts: readonly Pick<GateVerdict, 'verdict'>[]): 0 | 1 | 2 {
  if (verdicts.some(({ verdict }) => verdict === 'fail')) return 1
  return verdicts.some(({ verdict }) => verdict === 'unknown') ? 2 : 0
}

/** `models/orders.yml:12`; the first of several. */
export function lookAt(findings: readonly Finding[]): string {
  const [first] = findings.filter(({ at }) => at !== null)
  return first?.at ? `${first.at.file}:${first.at.line}` : ''
}

/** `tests: data tests of tag:gold` */
export function titleOf({ gate, subject }: Pick<GateVerdict, 'gate' | 'subject'>): string {
  return subject === '' ? gate : `${gate}: ${subject}`
}

/** `data tests of tag:gold`, or `data tests` of all. */
export function subjectOf(what: string, selection: string): string {
  return selection === '' ? what : `${what} of ${selection}`
}

/** `all 12`, or `1`. */
export function allOf(number: number): string {
  return number === 1 ? '1' : `all ${number}`
}
