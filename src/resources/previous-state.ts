import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { Constraint } from './column.ts'
import { semanticParts } from './describe-semantic.ts'
import type { UniqueId } from './ids.ts'
import type { Version } from './ref.ts'

/** What an earlier invocation left behind, as far as selection asks for it. A part is null where its file is missing. */
export interface PreviousState {
  /** From the earlier `manifest.json`. */
  readonly manifest: PreviousManifest | null
  /** From the earlier `run_results.json`: the status of each node (`success`, `error`, `fail`, `skipped` …). */
  readonly results: ReadonlyMap<UniqueId, string> | null
  /** From the earlier `sources.json`. */
  readonly freshness: Freshness | null
  /** From this project's own, newer `sources.json`. */
  readonly currentFreshness: Freshness | null
}

export interface PreviousManifest {
  readonly resources: ReadonlyMap<UniqueId, Comparable>
  /** The code of each macro. */
  readonly macros: ReadonlyMap<UniqueId, string>
}

/** When each source was loaded last, in microseconds since 1970; null where that could not be found out. */
export type Freshness = ReadonlyMap<UniqueId, number | null>

/** The parts of a node, source or exposure whose change counts as a change of it, each compared by value. */
export interface Comparable {
  readonly kind: string
  readonly fqn: readonly string[]
  /** The raw code; of a seed `<name of the checksum>:<checksum>`; null where a kind has neither. */
  readonly body: string | null
  /** Configs as written, before Jinja. */
  readonly config: JsonObject
  /** What decides its place in the database, as written: of nodes the configured names. */
  readonly relation: Json
  /** The names of a source as rendered: some projects compare these. */
  readonly renderedRelation?: Json
  readonly description: string
  readonly columnDescriptions: Readonly<Record<string, string>>
  /** Of models only. */
  readonly contract: Contract | null
  /** What else dbt compares for a kind: versions and access of models, freshness of sources, owners of exposures … */
  readonly others: JsonObject
}

/** What a model promises its readers. */
export interface Contract {
  readonly enforced: boolean
  /** Of all that follows, while it is enforced; null where an artifact does not say it. */
  readonly checksum: string | null
  readonly materialized: string
  readonly version: Version | null
  /** By column name. */
  readonly columns: Readonly<
    Record<string, { readonly dataType: string | null; readonly constraints: readonly Constraint[] }>
  >
  readonly constraints: readonly Constraint[]
  /** Its deprecation date had passed when the state was read. */
  readonly deprecated: boolean
}

/** The same of a semantic model, metric or saved query, from its description. */
export function semanticComparable(described: JsonObject): Comparable {
  const { resource_type, fqn, config } = described
  return {
    kind: String(resource_type),
    fqn: Array.isArray(fqn) ? fqn.map(String) : [],
    body: null,
    config: isJsonObject(config) ? config : {},
    relation: null,
    description: '',
    columnDescriptions: {},
    contract: null,
    others: semanticParts(described),
  }
}
