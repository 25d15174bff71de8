/** The nodes: what has code or data of its own and is built, run or tested. */
import type { JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import type { Template } from '../jinja/template.ts'
import type { YamlMap } from '../yaml/yaml-value.ts'
import type { Column, Constraint } from './column.ts'
import type {
  CommonConfig,
  DataTestConfig,
  FunctionConfig,
  ModelConfig,
  NodeConfig,
  SeedConfig,
  SnapshotConfig,
} from './config.ts'
import type { FeatureView } from './feature-view.ts'
import type { FunctionArgument, FunctionReturns } from './function.ts'
import type { UniqueId } from './ids.ts'
import type { Ref, SourceRef, Version } from './ref.ts'
import type { RelationName } from './relation.ts'
import type { TextPlace } from './text-place.ts'
import type { TrainingSet } from './training-set.ts'

export interface DependsOn {
  readonly nodes: readonly UniqueId[]
  readonly macros: readonly UniqueId[]
}

export interface Checksum {
  readonly name: 'sha256' | 'none' | 'path'
  readonly checksum: string
}

/** What every resource of a project has. */
export interface Resource {
  readonly id: UniqueId
  readonly name: string
  readonly package: string
  /** From the resource folder on (`staging/stg_orders.sql`), with `/`. */
  readonly path: string
  /** From the package's root on (`models/staging/stg_orders.sql`), with `/`. */
  readonly originalPath: string
}

interface NodeBase extends Resource {
  readonly fqn: readonly string[]
  readonly alias: string
  readonly database: string | null
  readonly schema: string
  readonly description: string
  readonly docBlocks: readonly string[]
  readonly columns: ReadonlyMap<string, Column>
  readonly tags: readonly string[]
  readonly meta: JsonObject
  readonly group: string | null
  readonly checksum: Checksum
  /** `<package>://<file>` of the properties that describe it. */
  readonly patchPath: string | null
  readonly rawCode: string
  readonly dependsOn: DependsOn
  readonly unrenderedConfig: JsonObject
  /** Seconds since 1970. */
  readonly createdAt: number
  /** Where the texts of its hooks were written; of an operation its own. */
  readonly hookPlace?: TextPlace
}

/** A node whose code is a template. */
interface CodeNode extends NodeBase {
  readonly language: 'sql'
  readonly refs: readonly Ref[]
  readonly sources: readonly SourceRef[]
  readonly metrics: readonly (readonly string[])[]
  readonly functions: readonly (readonly string[])[]
  /** `rawCode`, parsed; positions point into the file the user wrote. */
  readonly template: Template
}

export interface Model extends CodeNode {
  readonly kind: 'model'
  readonly config: ModelConfig
  /** Null for ephemeral models. */
  readonly relation: RelationName | null
  readonly access: ModelConfig['access']
  readonly constraints: readonly Constraint[]
  readonly version: Version | null
  readonly latestVersion: Version | null
  readonly deprecationDate: string | null
  readonly primaryKey: readonly string[]
  readonly timeSpine: JsonObject | null
  /** Of a model that YAML declares (`feature_views:`, `training_sets:`): what it says; its code is made from that. */
  readonly declared?: FeatureView | TrainingSet
}

export interface Seed extends NodeBase {
  readonly kind: 'seed'
  readonly config: SeedConfig
  readonly relation: RelationName
  /** Absolute path of the csv file, and of the package it lies in. */
  readonly file: string
  readonly rootPath: string
}

export interface Snapshot extends CodeNode {
  readonly kind: 'snapshot'
  readonly config: SnapshotConfig
  readonly relation: RelationName
}

export interface DataTest extends CodeNode {
  readonly kind: 'test'
  readonly config: DataTestConfig
  /** Where its failing rows go when they are stored; written only then. */
  readonly relation: RelationName
  readonly generic: GenericTest | null
}

/** What makes a data test generic: the macro it is an instance of, and what it was given. */
export interface GenericTest {
  readonly name: string
  /** The package prefix as written (`dbt_utils.equality`), if any. */
  readonly namespace: string | null
  /** What the test macro is given, as written; floats keep their mark (`1.0`). */
  readonly kwargs: YamlMap
  readonly columnName: string | null
  readonly attachedNode: UniqueId | null
  /** `models.orders`: the list and entry of the property file it was found under. */
  readonly fileKeyName: string
  /** Where the test is written in YAML. */
  readonly at: Location
}

export interface Analysis extends CodeNode {
  readonly kind: 'analysis'
  readonly config: NodeConfig
  readonly relation: null
}

/** A file of the functions folder: a function in the database that other SQL calls. */
export interface UserFunction extends CodeNode {
  readonly kind: 'function'
  readonly config: FunctionConfig
  readonly relation: RelationName
  readonly arguments: readonly FunctionArgument[]
  readonly returns: FunctionReturns
  readonly overloads: readonly FunctionOverload[]
}

/** The same function for other arguments, with a body of its own. */
export interface FunctionOverload {
  /** The name of the file its body is in. */
  readonly defined_in: string
  readonly arguments: readonly FunctionArgument[]
  /** Null where it is that of the function. */
  readonly returns: FunctionReturns | null
  readonly description: string | null
  readonly originalPath: string
  readonly rawCode: string
  readonly template: Template
}

/** One statement of `on-run-start` or `on-run-end`, or `--inline` SQL. */
export interface Operation extends CodeNode {
  readonly kind: 'operation'
  readonly config: NodeConfig
  readonly relation: null
  readonly index: number | null
}

export type Node = Model | Seed | Snapshot | DataTest | Analysis | UserFunction | Operation
export type TemplateNode = Exclude<Node, Seed>
export type AnyConfig = CommonConfig
