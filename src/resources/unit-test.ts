import type { JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { YamlMap, YamlValue } from '../yaml/yaml-value.ts'
import type { UnitTestConfig } from './config.ts'
import type { UniqueId } from './ids.ts'
import type { Manifest } from './manifest.ts'
import type { DependsOn, Node, Resource } from './node.ts'
import type { Ref, SourceRef, Version } from './ref.ts'

export type FixtureFormat = 'dict' | 'csv' | 'sql'

/** By column; numbers keep the kind they were written in. */
export type FixtureRow = YamlMap
export type FixtureValue = YamlValue

/** Rows of a unit test: mappings from column to value, or a select where the format is `sql`. */
export interface Fixture {
  readonly format: FixtureFormat
  readonly rows: readonly FixtureRow[] | string
  /** The name of the file below `tests/fixtures` the rows were read from. */
  readonly fixture: string | null
  /** Where the rows are written. */
  readonly at: Location
}

export type InputTarget =
  | { readonly kind: 'ref'; readonly ref: Ref }
  | { readonly kind: 'source'; readonly source: SourceRef }
  | { readonly kind: 'this' }

/** What stands in for one thing the model reads. */
export interface UnitTestInput extends Fixture {
  /** As written: `ref('orders')`, `source('raw', 'orders')` or `this`. */
  readonly input: string
  /** What that means; null when it is none of these. */
  readonly target: InputTarget | null
  readonly inputAt: Location
}

export interface UnitTestOverrides {
  readonly macros: YamlMap
  readonly vars: YamlMap
  readonly env_vars: YamlMap
}

export interface UnitTestVersions {
  readonly include: readonly Version[] | null
  readonly exclude: readonly Version[] | null
}

/** A test of a model's SQL on rows that are made up. https://docs.getdbt.com/docs/build/unit-tests */
export interface UnitTest extends Resource {
  readonly kind: 'unit_test'
  readonly fqn: readonly string[]
  /** The name of the model, as written. */
  readonly model: string
  readonly given: readonly UnitTestInput[]
  readonly expect: Fixture
  readonly description: string
  readonly overrides: UnitTestOverrides | null
  readonly versions: UnitTestVersions | null
  /** Of the model under test, where it has versions. */
  readonly version: Version | null
  readonly config: UnitTestConfig
  readonly tags: readonly string[]
  readonly meta: JsonObject
  readonly unrenderedConfig: JsonObject
  /** Of all but the description; what `state:modified` compares. */
  readonly checksum: string
  /** The schema of the model under test. */
  readonly schema: string | null
  /** The model under test; empty when the test is switched off with it. */
  readonly dependsOn: DependsOn
  readonly createdAt: number
  /** Where it is written. */
  readonly at: Location
}

/** What a run may run. */
export type Runnable = Node | UnitTest

/** A node or a unit test by its id. */
export function runnableOf(manifest: Pick<Manifest, 'nodes' | 'unitTests'>, id: UniqueId): Runnable | undefined {
  return manifest.nodes.get(id) ?? manifest.unitTests.get(id)
}

/** The name with the version of the model under test: `counts_orders_v2`. */
export function versionedName({ name, version }: UnitTest): string {
  return version === null ? name : `${name}_v${version}`
}
