import { clocksOf, hasClocks } from '../resources/clocks.ts'
import type { Exposure } from '../resources/exposure.ts'
import type { GateName, GateSetting, GateSettings } from '../resources/gate-settings.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model } from '../resources/node.ts'
import { runnableOf } from '../resources/unit-test.ts'
import { type ExposureGates, exposureGates } from './metrics/exposure-gates.ts'

/** A gate with what it is about; nothing was asked yet. */
export interface PlannedGate<S extends GateSetting = GateSetting> {
  readonly setting: S
  /** `tag:gold`; empty for everything. */
  readonly selection: string
  readonly ids: readonly UniqueId[]
}

export interface GatePlan {
  readonly manifest: Manifest
  readonly tests: readonly PlannedGate[]
  readonly freshness: PlannedGate
  readonly contracts: PlannedGate
  readonly breaking: PlannedGate
  readonly leakage: PlannedGate<GateSettings['leakage']>
  readonly coverage: PlannedGate<GateSettings['coverage']>
  readonly metrics: PlannedGate
  /** Of the exposures in `metrics`. */
  readonly exposures: readonly ExposureGates[]
}

/** The ids of these kinds that a setting selects, of those the whole call is about. */
export type SelectIds = (setting: GateSetting, kinds: readonly string[]) => readonly UniqueId[]

/** What is to be asked. Gates that are off are about nothing. Throws what is wrong in the gates of exposures. */
export function planGates(
  manifest: Manifest,
  settings: GateSettings,
  select: SelectIds,
  hasFreshness: (id: UniqueId) => boolean,
): GatePlan {
  const plan = <S extends GateSetting>(
    setting: S,
    kinds: readonly string[],
    isMeant: (id: UniqueId) => boolean = () => true,
  ): PlannedGate<S> => ({
    setting,
    selection: selectionText(setting),
    ids: setting.mode === 'off' ? [] : select(setting, kinds).filter(isMeant),
  })
  const isModel = (holds: (model: Model) => boolean) => (id: UniqueId) => {
    const node = manifest.nodes.get(id)
    return node?.kind === 'model' && holds(node)
  }
  const metrics = plan(settings.metrics, ['exposure'], (id) => isMl(manifest.exposures.get(id)))
  return {
    manifest,
    tests: settings.tests.map((setting) =>
      plan(setting, ['test', 'unit_test'], (id) => runnableOf(manifest, id) !== undefined),
    ),
    freshness: plan(settings.freshness, ['source', 'model'], hasFreshness),
    contracts: plan(
      settings.contracts,
      ['model'],
      isModel(({ access, config }) => access === 'public' || config.contract.enforced),
    ),
    breaking: plan(
      settings.breaking,
      ['model', 'seed', 'snapshot'],
      (id) => !isModel(({ access, relation }) => access === 'private' || relation === null)(id),
    ),
    leakage: plan(
      settings.leakage,
      ['model'],
      isModel((model) => hasClocks(clocksOf(model))),
    ),
    coverage: plan(
      settings.coverage,
      ['model'],
      isModel(({ package: owner }) => owner === manifest.projectName),
    ),
    metrics,
    exposures: exposureGates(metrics.ids.flatMap((id) => manifest.exposures.get(id) ?? [])),
  }
}

function isMl(exposure: Exposure | undefined): boolean {
  return exposure?.type === 'ml'
}

function selectionText({ select, exclude }: GateSetting): string {
  const without = exclude.length === 0 ? '' : ` without ${exclude.join(' ')}`
  return `${select.join(' ')}${without}`.trim()
}

/** Whether a gate of this name asks anything at all. */
export function isAsked(plan: GatePlan, name: GateName): boolean {
  if (name === 'tests') return plan.tests.some(({ ids }) => ids.length > 0)
  return plan[name].ids.length > 0
}
