/** What must hold before a change is taken in, or a table is handed on: `gates:` of the project file, defaults filled in. */

/** `soft`: what does not hold is told, and stops nobody. */
export type Strictness = 'hard' | 'soft' | 'off'

export interface GateSetting {
  readonly mode: Strictness
  /** Words of dbt's selector grammar; empty for everything. */
  readonly select: readonly string[]
  readonly exclude: readonly string[]
}

export interface LeakageSetting extends GateSetting {
  /** How many moments to cut at, for each model. */
  readonly cuts: number
}

/** Percentages; null where nothing is asked. */
export interface CoverageSetting extends GateSetting {
  /** Of models that are described, and of their declared columns. */
  readonly docs: number | null
  readonly columns: number | null
  /** Of models that a data test or unit test is about. */
  readonly tests: number | null
}

export interface GateSettings {
  /** One for each selection that must pass. */
  readonly tests: readonly GateSetting[]
  readonly freshness: GateSetting
  readonly contracts: GateSetting
  readonly breaking: GateSetting
  readonly leakage: LeakageSetting
  readonly coverage: CoverageSetting
  readonly metrics: GateSetting
}

export const GATE_NAMES = ['tests', 'freshness', 'contracts', 'breaking', 'leakage', 'coverage', 'metrics'] as const

export type GateName = (typeof GATE_NAMES)[number]

const ALL: Pick<GateSetting, 'select' | 'exclude'> = { select: [], exclude: [] }

/** What holds where nobody says anything. Leakage rebuilds models, so it is asked for. */
export const USUAL_GATES: GateSettings = {
  tests: [{ mode: 'hard', ...ALL }],
  freshness: { mode: 'soft', ...ALL },
  contracts: { mode: 'hard', ...ALL },
  breaking: { mode: 'hard', ...ALL },
  leakage: { mode: 'off', ...ALL, cuts: 4 },
  coverage: { mode: 'off', ...ALL, docs: null, columns: null, tests: null },
  metrics: { mode: 'hard', ...ALL },
}
