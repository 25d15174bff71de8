import { clocksOf } from '../../resources/clocks.ts'
import type { Model } from '../../resources/node.ts'
import { QUOTE_ALL, type RelationName } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { compare, type Outcome } from '../leakage/compare.ts'
import type { SplitEntry, VersionEntry } from '../registry/version-entry.ts'
import { columnsOf } from '../scratch/relation-columns.ts'
import type { DescribedSet } from '../training/described-set.ts'
import type { InputState } from '../training/inputs.ts'

/** A thing of two versions; null where one does not have it. */
export interface Changed<T> {
  readonly name: string
  readonly before: T | null
  readonly after: T | null
}

export interface VersionDifference {
  readonly before: VersionEntry
  readonly after: VersionEntry
  readonly codeChanged: boolean
  readonly inputs: readonly Changed<InputState>[]
  /** Their types. */
  readonly columns: readonly Changed<string>[]
  readonly splits: readonly Changed<SplitEntry>[]
  /** Rows that differ in the columns both have, or that one of them lacks; null where there are none. */
  readonly rows: Outcome | null
}

/** What changed from one version of a training set to another. Rows are the same when entity and prediction time are. */
export async function compareVersions(
  session: Session,
  model: Model,
  set: DescribedSet,
  before: VersionEntry,
  after: VersionEntry,
): Promise<VersionDifference> {
  const earlier = await columnsOf(session, tableOf(before))
  const common = (await columnsOf(session, tableOf(after))).filter(({ name, type }) =>
    earlier.some((column) => column.name === name && column.type === type),
  )
  const rows = await compare(session, {
    name: model.name,
    before: tableOf(before),
    after: tableOf(after),
    columns: common,
    clocks: {
      ...clocksOf(model),
      entity: set.entity,
      eventTime: set.predictionTime,
      knowledgeTime: null,
      availabilityDelay: null,
      isStatic: false,
    },
    cut: null,
    tolerance: 0,
    exempt: new Set(),
  })
  return {
    before,
    after,
    codeChanged: before.code_hash !== after.code_hash,
    inputs: changed(named(before.inputs as readonly InputState[]), named(after.inputs as readonly InputState[])),
    columns: changed(types(before), types(after)),
    splits: changed(named(before.splits), named(after.splits)),
    rows,
  }
}

function tableOf({ schema_name, relation_name }: VersionEntry): RelationName {
  return { database: null, schema: schema_name, identifier: relation_name, quoting: QUOTE_ALL }
}

function types({ columns }: VersionEntry): ReadonlyMap<string, string> {
  return new Map(columns.map(({ name, type }) => [name, type]))
}

function named<T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]))
}

function changed<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): readonly Changed<T>[] {
  const names = [...new Set([...before.keys(), ...after.keys()])]
  return names
    .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter(({ before: one, after: other }) => JSON.stringify(one) !== JSON.stringify(other))
}
