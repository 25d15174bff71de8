import { parseYamlArgument, readGates } from '../../assay.ts'
import { type Diagnostic, throwIfErrors } from '../../base/diagnostic.ts'
import type { GateName, GateSetting, GateSettings } from '../../resources/gate-settings.ts'
import type { OpenProject } from '../open-project.ts'

/** The gates of the project file, with those of `--gates` in place of them; with `--only`, the others are off. */
export function gateSettings({ project, flags }: OpenProject): GateSettings {
  const base = project.settings.gates
  if (flags.gates === null) return only(base, flags.only)
  const problems: Diagnostic[] = []
  const settings = readGates(
    parseYamlArgument(flags.gates, '--gates'),
    {
      name: '--gates',
      placeOf: () => ({ file: '--gates', line: 1, column: 1 }),
      report: (problem) => problems.push(problem),
    },
    base,
  )
  throwIfErrors(problems)
  return only(settings, flags.only)
}

function only(settings: GateSettings, names: readonly string[]): GateSettings {
  const kept = <S extends GateSetting>(name: GateName, setting: S): S =>
    names.length === 0 || names.includes(name) ? setting : { ...setting, mode: 'off' }
  return {
    tests: settings.tests.map((one) => kept('tests', one)),
    freshness: kept('freshness', settings.freshness),
    contracts: kept('contracts', settings.contracts),
    breaking: kept('breaking', settings.breaking),
    leakage: kept('leakage', settings.leakage),
    coverage: kept('coverage', settings.coverage),
    metrics: kept('metrics', settings.metrics),
  }
}
