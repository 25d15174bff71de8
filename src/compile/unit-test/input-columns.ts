/**
 * The columns that a unit test's fixtures need to know of what they stand in for. Whoever has built it, knows them; but
 * parents need not be built: the flow is relation in the database → types of a contract → the parent's own query,
 * described over parents that are known the same way → types written in YAML → the rows themselves.
 */
import type { Column } from '../../resources/column.ts'
import type { Model, Seed, Snapshot } from '../../resources/node.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import type { Source } from '../../resources/source.ts'
import type { FixtureRow, FixtureValue, UnitTestInput } from '../../resources/unit-test.ts'

export type Standing = Model | Seed | Snapshot | Source

export interface TypedColumn {
  readonly name: string
  readonly type: string
}

/** `stored` when the database knows the relation, and is asked by whoever needs its columns. */
export type KnownColumns = 'stored' | FoundColumns | null

export interface FoundColumns {
  readonly columns: readonly TypedColumn[]
  /** False where only some are known, as YAML often has it: rows may have more. */
  readonly all: boolean
}

export interface ColumnFinder {
  isStored(resource: Standing): Promise<boolean>
  /** The columns a model or snapshot would have, or null when that cannot be found out. */
  describe(
    resource: Model | Snapshot,
    parents: ReadonlyMap<string, KnownColumns>,
  ): Promise<readonly TypedColumn[] | null>
  /** What seeding it would give. */
  ofSeed(seed: Seed): Promise<readonly TypedColumn[] | null>
  parentsOf(resource: Model | Snapshot): readonly Standing[]
}

/** What is known of a resource's columns before any row is looked at. */
export async function knownColumns(
  resource: Standing,
  finder: ColumnFinder,
  memory: Map<string, Promise<KnownColumns>>,
): Promise<KnownColumns> {
  let known = memory.get(resource.id)
  if (known === undefined) {
    known = find(resource, finder, memory)
    memory.set(resource.id, known)
  }
  return known
}

async function find(
  resource: Standing,
  finder: ColumnFinder,
  memory: Map<string, Promise<KnownColumns>>,
): Promise<KnownColumns> {
  if (await finder.isStored(resource)) return 'stored'
  const declared = declaredColumns(resource.columns)
  switch (resource.kind) {
    case 'source':
      return someOf(declared)
    case 'seed': {
      const columns = await finder.ofSeed(resource)
      return columns === null ? someOf(declared) : withDeclared(columns, declared)
    }
    case 'model':
    case 'snapshot': {
      if (resource.kind === 'model' && resource.config.contract.enforced && declared.length === resource.columns.size)
        return { columns: declared, all: true }
      const parents = new Map<string, KnownColumns>()
      // A connection does one thing at a time.
      for (const parent of finder.parentsOf(resource))
        parents.set(parent.id, await knownColumns(parent, finder, memory))
      const described = await finder.describe(resource, parents)
      return described === null ? someOf(declared) : withDeclared(described, declared)
    }
  }
}

/** The columns of an input: those known of it, then, where these are not all, those only its rows have. */
export function columnsWithRows(known: FoundColumns | null, input: UnitTestInput): readonly TypedColumn[] {
  const rows = typeof input.rows === 'string' ? [] : input.rows
  if (known?.all === true) return known.columns
  const columns = [...(known?.columns ?? [])]
  const names = new Set(columns.map(({ name }) => name.toLowerCase()))
  for (const name of rows.flatMap((row) => Object.keys(row))) {
    if (names.has(name.toLowerCase())) continue
    names.add(name.toLowerCase())
    columns.push({ name, type: typeOfValues(valuesOf(rows, name), input.format === 'csv') })
  }
  return columns
}

/** A select without rows that has these columns. */
export function emptySelect(columns: readonly TypedColumn[]): string {
  const list = columns.map(({ name, type }) => `cast(null as ${type}) as ${quoteIdentifier(name)}`)
  return `select ${list.join(', ')} limit 0`
}

function declaredColumns(columns: ReadonlyMap<string, Column>): readonly TypedColumn[] {
  return [...columns.values()].flatMap(({ name, data_type }) => (data_type === null ? [] : [{ name, type: data_type }]))
}

function someOf(columns: readonly TypedColumn[]): FoundColumns | null {
  return columns.length === 0 ? null : { columns, all: false }
}

/** What YAML says of a column goes before what was found out. */
function withDeclared(found: readonly TypedColumn[], declared: readonly TypedColumn[]): FoundColumns {
  const types = new Map(declared.map(({ name, type }) => [name.toLowerCase(), type]))
  const columns = found.map(({ name, type }) => ({ name, type: types.get(name.toLowerCase()) ?? type }))
  return { columns, all: true }
}

function valuesOf(rows: readonly FixtureRow[], name: string): readonly FixtureValue[] {
  return rows.map((row) => row[name] ?? null).filter((value) => value !== null)
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/
const TIMESTAMPTZ = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/
const WHOLE = /^[+-]?\d+$/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const BOOLEAN = /^(?:true|false)$/i

/** The narrowest type that holds all values; csv has only text, which is read as a seed's is. */
function typeOfValues(values: readonly FixtureValue[], isCsv: boolean): string {
  const every = (fits: (value: FixtureValue) => boolean): boolean => values.length > 0 && values.every(fits)
  const text =
    (form: RegExp) =>
    (value: FixtureValue): boolean =>
      typeof value === 'string' && form.test(value)
  if (every((value) => typeof value === 'boolean') || (isCsv && every(text(BOOLEAN)))) return 'boolean'
  const isWhole = (value: FixtureValue): boolean => typeof value === 'bigint' || Number.isSafeInteger(value)
  if (every(isWhole)) return values.some((v) => Math.abs(Number(v)) > 2_147_483_647) ? 'bigint' : 'integer'
  if (isCsv && every(text(WHOLE))) return values.some((v) => Math.abs(Number(v)) > 2_147_483_647) ? 'bigint' : 'integer'
  if (every((value) => typeof value !== 'string' && typeof value !== 'boolean' && !Array.isArray(value)))
    return 'numeric'
  if (isCsv && every(text(NUMBER))) return 'numeric'
  if (every(text(DATE))) return 'date'
  if (every((value) => text(DATE)(value) || text(TIMESTAMP)(value))) return 'timestamp without time zone'
  return every((value) => [DATE, TIMESTAMP, TIMESTAMPTZ].some((form) => text(form)(value)))
    ? 'timestamp with time zone'
    : 'text'
}
