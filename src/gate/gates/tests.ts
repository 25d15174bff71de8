import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import { placeOf } from '../../resources/node-place.ts'
import { runnableOf } from '../../resources/unit-test.ts'
import type { TestEvidence } from '../evidence.ts'
import type { PlannedGate } from '../plan.ts'
import { type Finding, type GateVerdict, lookAt, settle, subjectOf } from '../verdict.ts'

/** Data tests and unit tests of a selection, a line each. */
export function judgeTests(
  { setting, selection, ids }: PlannedGate,
  evidence: ReadonlyMap<UniqueId, TestEvidence> | null,
  manifest: Manifest,
): readonly GateVerdict[] {
  const unit = new Set(ids.filter((id) => manifest.unitTests.has(id)))
  const kinds = [
    ['data tests', ids.filter((id) => !unit.has(id))],
    ['unit tests', [...unit]],
  ] as const
  return kinds
    .filter(([name, some]) => some.length > 0 || (name === 'data tests' && ids.length === 0))
    .map(([name, some]) => {
      const common = { gate: 'tests', subject: subjectOf(name, selection), wanted: wantedOf(some.length) } as const
      if (some.length === 0) return { ...common, got: 'no tests', verdict: 'skipped', look: '', findings: [] }
      if (evidence === null) return { ...common, got: 'not asked', verdict: 'skipped', look: '', findings: [] }
      const findings = some.flatMap((id) => findingOf(id, evidence.get(id), manifest))
      const bad = findings.filter(({ isMinor }) => !isMinor)
      const unrun = some.filter((id) => evidence.get(id) === undefined || evidence.get(id)?.status === 'skipped').length
      const warned = findings.length - bad.length
      const passed = some.length - bad.length - warned
      const words = [`${passed} pass`, ...(warned > 0 ? [`${warned} warn`] : [])]
      if (bad.length - unrun > 0) words.push(`${bad.length - unrun} fail`)
      if (unrun > 0) words.push(`${unrun} not run`)
      const found = bad.length > unrun ? 'bad' : unrun > 0 ? 'unknown' : warned > 0 ? 'minor' : 'good'
      const verdict = settle(setting.mode, found)
      return { ...common, got: words.join(', '), verdict, look: lookAt(bad.length > 0 ? bad : findings), findings }
    })
}

function wantedOf(number: number): string {
  return number === 0 ? 'all pass' : number === 1 ? '1 passes' : `all ${number} pass`
}

function findingOf(id: UniqueId, result: TestEvidence | undefined, manifest: Manifest): readonly Finding[] {
  const node = runnableOf(manifest, id)
  if (node === undefined || result?.status === 'pass') return []
  const message =
    result === undefined
      ? 'not judged: it was not run (assay test)'
      : (result.message ?? `it was ${result.status}`).trim()
  return [
    { id, name: node.name, message, isMinor: result?.status === 'warn', at: placeOf(node), rows: result?.rows ?? null },
  ]
}
