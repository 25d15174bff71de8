import type { Location } from '../../base/position.ts'
import type { Package, SourceFile } from '../../project/project.ts'
import type { YamlMap, YamlPath, YamlValue } from '../../yaml/yaml-value.ts'

/** The lists a property file may hold, by dbt's names. */
export const PROPERTY_LISTS = [
  'models',
  'seeds',
  'snapshots',
  'sources',
  'analyses',
  'macros',
  'data_tests',
  'exposures',
  'groups',
  'unit_tests',
  'metrics',
  'semantic_models',
  'saved_queries',
  'functions',
  'entities',
  'feature_views',
  'training_sets',
] as const

export type PropertyList = (typeof PROPERTY_LISTS)[number]

/** One entry of one list of one property file: what was written, and what it is once its Jinja is rendered. */
export interface PropertyEntry {
  readonly list: PropertyList
  readonly package: string
  /** The package and the file it stands in. */
  readonly home: { readonly package_: Package; readonly file: SourceFile }
  /** The file from the package's root on. */
  readonly file: string
  /** The folder-relative path: it decides the fqn of what is defined here. */
  readonly relativePath: string
  readonly rendered: YamlMap
  readonly written: YamlMap
  /** What the text at `path` renders to, for texts that wait when the file is read. Faults are reported. */
  readonly render: (path: YamlPath) => Promise<YamlValue>
  /** Where a part of the entry is written; `path` counts from the entry on. */
  readonly locate: (path: YamlPath, part?: 'key' | 'value') => Location
}
