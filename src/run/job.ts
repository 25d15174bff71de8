import type { Diagnostic } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import type { CompiledNode, Compiler } from '../compile/compiler.ts'
import type { NodeScope } from '../compile/node-scope.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { DataTest, Model, Node } from '../resources/node.ts'
import type { QueryResult } from '../resources/query-result.ts'
import type { RelationName } from '../resources/relation.ts'
import type { Patience } from './backoff.ts'
import type { Connection } from './connection.ts'
import type { KnownRelations } from './known-relations.ts'
import type { LookBacks } from './look-back/look-backs.ts'
import type { BatchOrders } from './microbatch/batch-orders.ts'
import type { Desks } from './microbatch/desks.ts'
import type { FunctionsAside } from './publish/functions-aside.ts'
import type { Retired } from './publish/retired.ts'
import type { Turns } from './publish/turns.ts'
import type { AdapterResponse } from './result.ts'

/** What the nodes of one run share. */
export interface RunState {
  readonly compiler: Compiler
  readonly known: KnownRelations
  readonly retired: Retired
  /** Functions that stepped aside for new ones of the same name. */
  readonly functions: FunctionsAside
  /** Swaps that lock what reads a relation happen one at a time: two may meet at a view that reads both. */
  readonly turns: Turns
  /** Eight hexadecimal digits, unique to the run: part of every generated name. */
  readonly run: string
  readonly fullRefresh: boolean
  /** `--empty`: seeds are built without rows. */
  readonly empty: boolean
  /** What may be given an index for looking back. */
  readonly lookBacks: LookBacks
  /** Which batches microbatch models are built in. */
  readonly batches: BatchOrders
  /** Who may work at once. */
  readonly desks: Desks
  readonly patience: Patience
  readonly jitter: () => number
  /** Milliseconds that the swap waits for its locks before it backs off. */
  readonly lockTimeout: number
  readonly executors: Executors
  readonly testExecutors: TestExecutors
  /** True for a view (by schema and name) that this run is still going to rebuild. */
  readonly isPending: (schema: string, name: string) => boolean
  readonly signal: AbortSignal | undefined
}

/** One node's work: the node, its connection, and what its templates see. */
export interface Job<N extends Node = Node> {
  readonly node: N
  readonly compiled: CompiledNode | null
  readonly scope: NodeScope
  readonly connection: Connection
  readonly state: RunState
  readonly warn: (diagnostic: Diagnostic) => void
  /** Says something while the node is under way. */
  readonly notice: (message: string) => void
}

/** What a node reports when it is done. */
export interface Done {
  readonly message: string
  readonly response: AdapterResponse | null
}

/** Builds a model of a materialization that this room does not know. */
export type Executor = (job: Job<Model>) => Promise<Done>

/** By the name of the materialization. */
export type Executors = ReadonlyMap<string, Executor>

/** A data test that another room carries out. It is lent no session, and opens those it needs. */
export interface TestOrder {
  readonly test: DataTest
  /** What the test is given, rendered. */
  readonly given: JsonObject
  /** Ends with the run. */
  readonly signal: AbortSignal | undefined
  /** The table to make, and to put all rows at fault in; null where they are not to be kept. */
  readonly keepIn: RelationName | null
}

export interface TestFindings {
  readonly failures: number
  /** What is at fault, where anything is. */
  readonly fault: Diagnostic | null
  /** Rows that show it. */
  readonly rows: Pick<QueryResult, 'columns' | 'rows'>
  /** Columns of these that are no values of the project's. */
  readonly ownColumns: readonly string[]
}

/** What was found; or why there is nothing to try. What cannot be tried is thrown. */
export type TestExecutor = (order: TestOrder) => Promise<TestFindings | string>

/** By the macro of the generic test. */
export type TestExecutors = ReadonlyMap<UniqueId, TestExecutor>

/** The compiled SQL of a node that has code. */
export function codeOf(job: Job): string {
  if (job.compiled === null) throw new Error(`${job.node.id} has no code`)
  return job.compiled.code.text
}
