/**
 * What the site's program is given to read: the one agreement between the encoders, which run here, and the client, which
 * runs in a browser. Plain data; texts are as their authors wrote them, and nothing in them is trusted.
 */
import type { Json, JsonObject } from '../base/json.ts'

/** The kinds of things that have a page. */
export type PageKind =
  | 'model'
  | 'seed'
  | 'snapshot'
  | 'source'
  | 'test'
  | 'unit_test'
  | 'exposure'
  | 'macro'
  | 'analysis'
  | 'operation'
  | 'function'
  | 'metric'
  | 'semantic_model'
  | 'saved_query'

/** What is loaded at once, whatever page is asked for: names and places, no texts. */
export interface SiteIndex {
  readonly project: string
  readonly generatedAt: string
  /** The version of dbt's formats the artifacts were written for. */
  readonly version: string
  /** How many files the pages are spread over (`shardOf`). */
  readonly shards: number
  /** Markdown of the project's `__overview__`, if it has one. */
  readonly overview: string | null
  readonly groups: readonly GroupFact[]
  /** The words that entries name by number. */
  readonly words: readonly string[]
  readonly entries: readonly Entry[]
  readonly lastRun: RunFact | null
  /** How many data tests there are, by model and all; and what became of them. */
  readonly tests: Readonly<Record<string, number>>
}

export interface GroupFact {
  readonly name: string
  readonly owner: string
  readonly description: string
}

export interface RunFact {
  readonly command: string
  readonly at: string
  readonly seconds: number
}

/** One thing with a page. Numbers are places in `SiteIndex.words`, -1 for nothing. */
export type Entry = readonly [
  id: string,
  kind: number,
  name: string,
  packageName: number,
  /** Its folder in the project, with slashes. */
  folder: number,
  /** `database.schema`, or nothing for what is not in a database. */
  schema: number,
  /** Materialization, type of exposure, or nothing. */
  type: number,
  /** What became of it the last time it ran, the worst of its tests included; or how fresh it is. */
  status: number,
  tags: readonly number[],
]

/** Who reads whom: for each entry, in the order of the index, the places of those it reads. */
export type SiteGraph = readonly (readonly number[])[]

/** What is searched beside names: for each entry, in the order of the index, its columns and its description. */
export type SiteTexts = readonly (readonly [columns: string, description: string])[]

/** Everything on one page. What is empty is left out. */
export interface Page {
  readonly id: string
  readonly kind: PageKind
  readonly name: string
  readonly package: string
  readonly description?: string
  /** Where it is written: `models/orders.sql`; and where it is described. */
  readonly file?: string
  readonly describedIn?: string
  /** As the database knows it: `"shop"."public"."orders"`. */
  readonly relation?: string
  /** Short facts in the order they are shown. */
  readonly facts: readonly Fact[]
  readonly tags?: readonly string[]
  readonly meta?: JsonObject
  readonly config?: JsonObject
  readonly clocks?: readonly Fact[]
  readonly columns?: readonly ColumnFact[]
  readonly tests?: readonly TestFact[]
  readonly raw?: string
  readonly compiled?: string
  readonly macros?: readonly string[]
  readonly lastRun?: LastRun
  readonly freshness?: FreshnessFact
  readonly failing?: readonly FailingFact[]
  readonly arguments?: readonly ArgumentFact[]
  readonly sections?: readonly Section[]
}

/** `link` is an address outside of the site, `to` an id in it; `as` a verdict with its colour, or a time in ISO 8601. */
export interface Told {
  readonly text: string
  readonly link?: string
  readonly to?: string
  readonly as?: 'badge' | 'moment'
}

/** A short fact. */
export interface Fact extends Told {
  readonly label: string
}

export interface ColumnFact {
  readonly name: string
  readonly type: string
  readonly description: string
  /** Names of its tests with what became of them. */
  readonly tests: readonly (readonly [name: string, status: string, id: string])[]
  /** `primary key`, `entity`, `event time`: what else is known of it. */
  readonly marks: readonly string[]
  readonly meta?: JsonObject
  /** The columns it comes from, where that is known. */
  readonly from?: readonly ColumnOrigin[]
  /** Why that is not known. */
  readonly fromUnknown?: string
}

export interface ColumnOrigin {
  /** A page of the site, or nothing for a relation that the project does not know. */
  readonly id: string
  readonly relation: string
  readonly column: string
  /** What becomes of it: `pass`, `aggregate`, `join`. */
  readonly use: string
}

export interface TestFact {
  readonly id: string
  readonly name: string
  readonly column: string
  readonly severity: string
  readonly status: string
  readonly failures: number | null
  readonly message: string
}

export interface LastRun {
  readonly status: string
  readonly at: string
  readonly seconds: number
  readonly message: string
  /** Rows the database counted. */
  readonly rows: number | null
}

export interface FreshnessFact {
  readonly status: string
  /** When the youngest row was loaded, and how old (seconds) it was when asked. */
  readonly loadedAt: string
  readonly age: number | null
  readonly askedAt: string
  readonly wanted: string
  readonly message: string
}

/** The first rows a test found fault with. */
export interface FailingFact {
  readonly id: string
  readonly name: string

  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly masked: readonly string[]
  readonly all: number | null
}

export interface ArgumentFact {
  readonly name: string
  readonly type: string
  readonly description: string
}

/** Whatever else a kind of thing has: facts, a table, a code, or data as it stands. */
export type Section =
  | { readonly kind: 'facts'; readonly title: string; readonly facts: readonly Fact[] }
  | { readonly kind: 'table'; readonly title: string; readonly head: readonly string[]; readonly rows: readonly Row[] }
  | { readonly kind: 'code'; readonly title: string; readonly code: string }
  | { readonly kind: 'data'; readonly title: string; readonly data: Json }

export type Row = readonly (string | Told)[]

/** Pages by id. */
export type Shard = Readonly<Record<string, Page>>

/** The names under which the files of the site hold these. */
export const PARTS = {
  index: 'index',
  graph: 'graph',
  texts: 'texts',
  tests: 'tests',
  freshness: 'freshness',
} as const

/** Every data test of the project, for the page of all tests. */
export interface TestRow extends TestFact {
  readonly on: string
}

/** Everything that is asked how fresh it is. */
export interface FreshnessRow extends FreshnessFact {
  readonly id: string
  readonly name: string
}
