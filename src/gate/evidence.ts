/** What was found out, for gates to judge by. A part is null where nobody asked. */
import type { Location } from '../base/position.ts'
import type { FailingRows } from '../resources/failing-rows.ts'
import type { GateName } from '../resources/gate-settings.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Node } from '../resources/node.ts'
import type { PreviousManifest } from '../resources/previous-state.ts'

export interface Evidence {
  /** Results of data tests and unit tests. */
  readonly tests: ReadonlyMap<UniqueId, TestEvidence> | null
  /** Of sources and models with thresholds. */
  readonly freshness: ReadonlyMap<UniqueId, FreshnessEvidence> | null
  readonly leakage: ReadonlyMap<UniqueId, LeakageEvidence> | null
  /** What is in the database. */
  readonly catalog: Catalog | null
  /** What `--state` holds. */
  readonly state: StateEvidence | null
  /** By exposure; one that could not be read has the reason. */
  readonly metrics: ReadonlyMap<UniqueId, MetricEvidence>
  /** Gates that lack what they judge by, with the command that finds it out. */
  readonly lacking: ReadonlyMap<GateName, string>
}

/** Where YAML describes a node, or a column of it; null where it does not. */
export type FindEntry = (node: Node, column?: string) => Location | null

/** Nobody asked anything. */
export const NO_EVIDENCE: Evidence = {
  tests: null,
  freshness: null,
  leakage: null,
  catalog: null,
  state: null,
  metrics: new Map(),
  lacking: new Map(),
}

export interface TestEvidence {
  readonly status: string
  readonly failures: number | null
  readonly message: string | null
  readonly rows: FailingRows | null
}

export interface FreshnessEvidence {
  readonly status: 'pass' | 'warn' | 'error' | 'runtime error'
  /** Seconds since the newest load; null where nobody knows. */
  readonly age: number | null
  readonly message: string | null
}

export interface LeakageEvidence {
  /** `unjudged`: nobody tried it, or its code was another then. */
  readonly verdict: 'leak' | 'clean' | 'inconclusive' | 'unjudged'
  readonly message: string
}

/** The columns of relations, by name, with their types in the server's words. */
export type Catalog = ReadonlyMap<UniqueId, ReadonlyMap<string, string>>

export interface StateEvidence {
  /** How it is called: `prod-artifacts`. */
  readonly folder: string
  readonly manifest: PreviousManifest
  readonly catalog: Catalog | null
}

export type MetricEvidence =
  | { readonly kind: 'values'; readonly values: MetricValues; readonly from: string }
  | { readonly kind: 'unread'; readonly message: string; readonly from: string }
  /** They were not looked at; `from` says what to run. */
  | { readonly kind: 'unjudged'; readonly message: string; readonly from: string }

/** By name; several where rows are not told apart. */
export type MetricValues = ReadonlyMap<string, readonly number[]>
