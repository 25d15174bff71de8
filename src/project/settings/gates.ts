import { z } from 'zod'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Location } from '../../base/position.ts'
import {
  type CoverageSetting,
  GATE_NAMES,
  type GateName,
  type GateSetting,
  type GateSettings,
  type LeakageSetting,
  USUAL_GATES,
} from '../../resources/gate-settings.ts'
import { isYamlMap, toJson, type YamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { notAGate, unknownGateKey, wrongType } from '../errors.ts'
import { check, text, texts, wholeNumber } from './check.ts'

const mode = z.union([z.enum(['hard', 'soft', 'off']), z.boolean().transform((on) => (on ? 'hard' : 'off'))], {
  error: 'hard, soft or off',
})
const words = z.union([text.transform((one) => one.split(/\s+/).filter((word) => word !== '')), texts], {
  error: "selectors, such as 'tag:gold +orders', or a list of them",
})
const setting = { mode: mode.nullish(), select: words.nullish(), exclude: words.nullish() }
const percent = z.number({ error: 'a percentage' }).min(0, { error: 'at least 0' }).max(100, { error: 'at most 100' })

const SHAPES = {
  tests: z.object(setting),
  freshness: z.object(setting),
  contracts: z.object(setting),
  breaking: z.object(setting),
  leakage: z.object({ ...setting, cuts: wholeNumber.min(1, { error: 'at least 1' }).nullish() }),
  coverage: z.object({ ...setting, docs: percent.nullish(), columns: percent.nullish(), tests: percent.nullish() }),
  metrics: z.object(setting),
} as const

export interface GatesReading {
  /** What messages call the whole: `project.yml`, `--gates`. */
  readonly name: string
  readonly placeOf: (path: YamlPath, part?: 'key') => Location
  readonly report: (diagnostic: Diagnostic) => void
}

/**
 * `gates:`, strictly: a gate that is misspelled would never be asked. Each is `hard`, `soft` or `off`, or a mapping;
 * `tests` may be a list of them. What is not said stays as in `base`.
 */
export function readGates(value: YamlValue, reading: GatesReading, base: GateSettings = USUAL_GATES): GateSettings {
  if (value === null) return base
  if (!isYamlMap(value)) {
    reading.report(wrongType(reading.name, [], 'a mapping of gates', value, reading.placeOf([])))
    return base
  }
  const known = checkKeys(value, [], GATE_NAMES, reading)
  const settings: { -readonly [K in GateName]: GateSettings[K] } = { ...base }
  for (const name of known) {
    const written = value[name] ?? null
    if (name === 'tests') {
      const several = Array.isArray(written) ? written.map((one, at) => [one, ['tests', at]] as const) : null
      const read = (several ?? [[written, ['tests']] as const]).map(([one, path]) =>
        readGate('tests', one, path, reading),
      )
      settings.tests = read
    } else if (name === 'leakage') settings.leakage = readGate(name, written, [name], reading)
    else if (name === 'coverage') settings.coverage = readGate(name, written, [name], reading)
    else settings[name] = readGate(name, written, [name], reading)
  }
  return settings
}

type SettingOf<N extends GateName> = N extends 'leakage'
  ? LeakageSetting
  : N extends 'coverage'
    ? CoverageSetting
    : GateSetting

function readGate<N extends GateName>(name: N, value: YamlValue, path: YamlPath, reading: GatesReading): SettingOf<N> {
  const usual = { select: [], exclude: [], cuts: USUAL_GATES.leakage.cuts, docs: null, columns: null, tests: null }
  const place = (inner: YamlPath): Location => reading.placeOf([...path, ...inner])
  const label = `gates.${String(path[0])}`
  const as = (found: Partial<CoverageSetting & LeakageSetting>): SettingOf<N> =>
    ({ ...usual, mode: 'hard', ...found }) as unknown as SettingOf<N> // the shapes add up to it
  if (!isYamlMap(value)) {
    const word = check(mode, value, label, place, reading.report)
    if (name === 'coverage' && word !== null && word !== 'off') reading.report(notAGate(label, place([])))
    return as({ mode: word ?? 'off' })
  }
  const shape = SHAPES[name]
  checkKeys(value, path, Object.keys(shape.shape), reading)
  // Fractions are numbers too.
  const found = check(shape, toJson(value), label, place, reading.report)
  if (name === 'coverage' && !['docs', 'columns', 'tests'].some((key) => key in value))
    reading.report(notAGate(label, place([])))
  return as(Object.fromEntries(Object.entries(found ?? {}).filter(([, one]) => one !== null && one !== undefined)))
}

/** The keys that are known, the others reported. */
function checkKeys<K extends string>(
  map: YamlMap,
  path: YamlPath,
  known: readonly K[],
  { placeOf, report }: GatesReading,
): readonly K[] {
  const keys = Object.keys(map)
  for (const key of keys)
    if (!(known as readonly string[]).includes(key))
      report(unknownGateKey(key, ['gates', ...path], known, placeOf([...path, key], 'key')))
  return known.filter((key) => keys.includes(key))
}
