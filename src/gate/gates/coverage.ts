import type { CoverageSetting } from '../../resources/gate-settings.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Model } from '../../resources/node.ts'
import { placeOf } from '../../resources/node-place.ts'
import type { FindEntry } from '../evidence.ts'
import type { PlannedGate } from '../plan.ts'
import { type Finding, type GateVerdict, lookAt, settle, subjectOf } from '../verdict.ts'

/** How much of the models is described and tested, in percent of models, and of their declared columns. */
export function judgeCoverage(
  { setting, selection, ids }: PlannedGate<CoverageSetting>,
  manifest: Manifest,
  entryOf: FindEntry,
): readonly GateVerdict[] {
  const models = ids
    .flatMap((id) => manifest.nodes.get(id) ?? [])
    .filter((node): node is Model => node.kind === 'model')
  const tested = testedIds(manifest)
  const columns = models.flatMap((model) => [...model.columns.values()].map((column) => ({ model, column })))
  const judge = (
    what: string,
    least: number | null,
    all: number,
    missing: readonly Finding[],
  ): readonly GateVerdict[] => {
    if (least === null || setting.mode === 'off') return []
    const share = all === 0 ? 100 : (100 * (all - missing.length)) / all
    const holds = share >= least
    return [
      {
        gate: 'coverage',
        subject: subjectOf(what, selection),
        wanted: `≥ ${least} %`,
        got: `${Math.floor(share * 10) / 10} % (${all - missing.length} of ${all})`,
        verdict: settle(setting.mode, holds ? 'good' : 'bad'),
        look: holds ? '' : lookAt(missing),
        findings: holds ? [] : missing,
      },
    ]
  }
  const missing = (model: Model, message: string, column?: string): Finding => ({
    id: model.id,
    name: column === undefined ? model.name : `${model.name}.${column}`,
    message,
    isMinor: false,
    at: entryOf(model, column) ?? placeOf(model),
    rows: null,
  })
  const undescribed = models.filter(({ description }) => description.trim() === '')
  const bare = columns.filter(({ column }) => column.description.trim() === '')
  const untested = models.filter(({ id }) => !tested.has(id))
  return [
    ...judge(
      'described models',
      setting.docs,
      models.length,
      undescribed.map((one) => missing(one, 'it has no description')),
    ),
    ...judge(
      'described columns',
      setting.columns,
      columns.length,
      bare.map(({ model, column }) => missing(model, `column ${column.name} has no description`, column.name)),
    ),
    ...judge(
      'tested models',
      setting.tests,
      models.length,
      untested.map((one) => missing(one, 'no test is about it')),
    ),
  ]
}

/** Of generic tests the model they are attached to, of others all that they read. */
function testedIds({ nodes, unitTests }: Manifest): ReadonlySet<UniqueId> {
  const tested = new Set<UniqueId>()
  for (const node of nodes.values()) {
    if (node.kind !== 'test') continue
    const attached = node.generic?.attachedNode
    for (const id of attached ? [attached] : node.dependsOn.nodes) tested.add(id)
  }
  for (const { dependsOn } of unitTests.values()) for (const id of dependsOn.nodes) tested.add(id)
  return tested
}
