/**
 * A project as it lies on disk, read and checked but not yet understood: `parse` turns it into resources.
 * The flow in this room: find the root → project file → profile and vars → packages → files.
 */
import type { Diagnostic } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import type { ConnectionSettings, Target } from '../resources/connection.ts'
import type { GateSettings } from '../resources/gate-settings.ts'
import type { SelectorDefinition } from '../resources/manifest.ts'
import type { Checksum } from '../resources/node.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { YamlMap } from '../yaml/yaml-value.ts'

export interface Project {
  /** Absolute path of the folder that holds the project file. */
  readonly root: string
  readonly settings: ProjectSettings
  /** The root project first, then installed packages by name, then the built-in ones (`dbt`, `dbt_postgres`, `assay`). */
  readonly packages: readonly Package[]
  /** What templates may know of the connection. */
  readonly target: Target
  /** How to connect; holds secrets and goes nowhere but to `warehouse`. */
  readonly connection: ConnectionSettings
  /** `--vars`, which win over every project file. */
  readonly commandVars: YamlMap
  readonly selectors: readonly SelectorDefinition[]
  /** Warnings; errors are thrown, several together. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface Package {
  readonly name: string
  readonly origin: 'root' | 'installed' | 'builtin'
  /** Absolute path. */
  readonly root: string
  readonly settings: ProjectSettings
  readonly files: readonly SourceFile[]
}

/** `project.yml` or `dbt_project.yml`, defaults filled in, Jinja rendered. Keys are ours, values as written. */
export interface ProjectSettings {
  readonly name: string
  readonly version: string | null
  /** `project.yml` brings Assay's defaults, `dbt_project.yml` dbt's habits (DESIGN §6). */
  readonly dialect: 'assay' | 'dbt'
  /** As the user would name it: `dbt_project.yml`. */
  readonly file: string
  /** Of the project file, as dbt computes it: it stands for the hooks of a run. */
  readonly checksum: Checksum
  readonly profile: string | null
  readonly paths: ResourcePaths
  readonly targetPath: string
  readonly cleanTargets: readonly string[]
  readonly packagesInstallPath: string
  /** Global vars and, under packages' names, theirs; from `vars.yml` where there is one. Not rendered. */
  readonly vars: YamlMap
  /** `models:`, `seeds:`, … : trees of folders and `+config` keys. `unrendered` keeps what stood there before Jinja. */
  readonly configs: Readonly<Record<ConfigSection, JsonObject>>
  readonly unrenderedConfigs: Readonly<Record<ConfigSection, JsonObject>>
  /** The file as written, for places in it; null where there is none. */
  readonly document: YamlDocument | null
  readonly quoting: JsonObject
  readonly dispatch: readonly { readonly macroNamespace: string; readonly searchOrder: readonly string[] }[]
  readonly onRunStart: readonly string[]
  readonly onRunEnd: readonly string[]
  readonly queryComment: QueryComment
  readonly flags: JsonObject
  readonly requireDbtVersion: readonly string[]
  readonly restrictAccess: boolean
  /** What sessions are set to; null leaves the server's. */
  readonly timezone: string | null
  readonly gates: GateSettings
  /** When a relation is shown to readers: as soon as it is built, or once its tests passed. */
  readonly publish: 'after_build' | 'after_tests'
}

/** The comment every statement carries: dbt's own JSON, none, or a template of the project's. */
export type QueryComment =
  | { readonly kind: 'default'; readonly append: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'template'; readonly template: string; readonly append: boolean }

export type ConfigSection =
  | 'models'
  | 'seeds'
  | 'snapshots'
  | 'data_tests'
  | 'unit_tests'
  | 'sources'
  | 'exposures'
  | 'analyses'
  | 'metrics'
  | 'semantic-models'
  | 'saved-queries'
  | 'functions'

export interface ResourcePaths {
  readonly models: readonly string[]
  readonly seeds: readonly string[]
  readonly snapshots: readonly string[]
  readonly tests: readonly string[]
  readonly analyses: readonly string[]
  readonly macros: readonly string[]
  readonly docs: readonly string[]
  readonly assets: readonly string[]
  readonly functions: readonly string[]
}

export type FileKind =
  | 'model'
  | 'analysis'
  | 'snapshot'
  | 'data-test'
  | 'generic-test'
  | 'macro'
  | 'seed'
  | 'properties'
  | 'docs'
  | 'function'
  | 'fixture'

export interface SourceFile {
  readonly kind: FileKind
  /** From the package root on, with `/`. */
  readonly path: string
  /** The resource folder it was found under (`models`), and the path from there on. */
  readonly searchPath: string
  readonly relativePath: string
  readonly absolutePath: string
  /** As messages name it: from the root project's folder on (`dbt_packages/dbt_utils/macros/star.sql`). */
  readonly label: string
  /**
   * UTF-8 text, a byte order mark removed. Seeds are not read here: their text is empty. Property files end without
   * white space, as dbt reads YAML: a block scalar at their end has no line feed at its own.
   */
  readonly text: string
  /**
   * As dbt computes it: SHA-256 of the text with every run of white space made one space. Seeds: of the text without
   * white space around it; past 1 MiB the path stands in, and `name` says so. Property files: of the text as it is.
   */
  readonly checksum: Checksum
}
