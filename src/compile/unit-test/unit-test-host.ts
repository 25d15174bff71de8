import type { Database } from '../../context/database.ts'
import type { Invocation } from '../../context/invocation.ts'
import type { MacroLibrary } from '../../context/macro-library.ts'
import type { RelationValue } from '../../context/relation-value.ts'
import type { VarTable } from '../../context/var.ts'
import type { Dict, Value } from '../../jinja/values/value.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Model, Node } from '../../resources/node.ts'
import type { Ref, SourceRef } from '../../resources/ref.ts'
import type { UnitTest, UnitTestInput } from '../../resources/unit-test.ts'
import type { Standing } from './input-columns.ts'

/** What the compiler of a manifest lends to that of its unit tests. */
export interface UnitTestHost {
  readonly invocation: Invocation
  readonly vars: VarTable
  readonly library: MacroLibrary
  readonly graph: () => Dict
  readonly selected: readonly UniqueId[]
  readonly write: (test: UnitTest, payload: string) => void
  modelOf(test: UnitTest): Model
  /** What an input stands in for. */
  standing(test: UnitTest, model: Model, input: UnitTestInput): Standing
  refTarget(ref: Ref, packageName: string): Exclude<Standing, { kind: 'source' }>
  sourceTarget(ref: SourceRef, packageName: string): Extract<Standing, { kind: 'source' }>
  function(name: string, from: string | null, packageName: string, connection: Database): Value | Promise<Value>
  /** For fixtures written in SQL: they stand for themselves. */
  refusedRef(ref: Ref, test: UnitTest): never
  /** Where a node lies that is not built here (`--defer`). */
  deferred(standing: Standing): RelationValue | null
  /** A node or source by its id, of those that can be read. */
  byId(id: UniqueId): Standing | undefined
  ownerOf(node: Pick<Node, 'name' | 'originalPath'> & { readonly kind: string }): string
}
