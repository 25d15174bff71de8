/** The past of a model, as it was built and as it was rebuilt: which rows and columns differ. */
import { type Clocks, hasClocks } from '../../resources/clocks.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { momentSql, pastSql, timeSql } from '../scratch/past.ts'
import type { StoredColumn } from '../scratch/relation-columns.ts'
import type { Mode } from '../scratch/show-input.ts'
import { type Keeping, keepRows } from './keep-rows.ts'
import type { Example } from './leakage.ts'

export interface Compared {
  readonly name: string
  readonly before: RelationName
  readonly after: RelationName
  /** Those that both have, in the order of the model. */
  readonly columns: readonly StoredColumn[]
  /** Null: compared whole. */
  readonly clocks: Clocks | null
  /** Null: both are compared whole. */
  readonly cut: string | null
  /** Relative, for floats. */
  readonly tolerance: number
  /** Columns that may differ. */
  readonly exempt: ReadonlySet<string>
  /** Where to keep the rows that differ, and of which mode they are. */
  readonly keeping?: (Keeping & { readonly mode: Mode }) | undefined
}

export interface Outcome {
  readonly rows: number
  readonly columns: readonly string[]
  readonly example: Example | null
}

/** Null where both tell the same past. */
export async function compare(session: Session, compared: Compared): Promise<Outcome | null> {
  const values = valuesOf(compared)
  if (await isSame(session, compared, values)) return null
  const paired = pairsSql(compared, values)
  const differs = (column: StoredColumn): string => `(${differsSql(column, compared.tolerance)})`
  const any = ['a.__key is null', 'b.__key is null', ...values.map(differs)].join('\n  or ')
  const counts = [
    `count(*) filter (where ${any})`,
    'count(*) filter (where a.__key is null or b.__key is null)',
    ...values.map((column) => `count(*) filter (where a.__key = b.__key and ${differs(column)})`),
  ]
  const { rows } = await session.query(`${paired}\nselect\n  ${counts.join(',\n  ')}\n${JOIN}`, [])
  const [all, alone, ...each] = (rows[0] ?? []).map(Number)
  if (!all) return null
  const { keeping, cut } = compared
  if (keeping !== undefined && cut !== null)
    await keepRows(
      session,
      keeping,
      { mode: keeping.mode, time: cut },
      {
        paired,
        joined: `${JOIN} where ${any}`,
        keys: keyColumns(compared),
        values: values.map((column) => ({ name: column.name, differs: differs(column) })),
      },
    )
  const changed = values.filter((_, at) => (each[at] ?? 0) > 0).map(({ name }) => name)
  return {
    rows: all,
    columns: [...changed, ...(alone ? ['*'] : [])],
    example: await exampleOf(session, compared, values, `${paired}\n`, any),
  }
}

/** Whether both have the same rows, as text, in whatever order. Most have: to pair them takes several times as long. */
async function isSame(session: Session, compared: Compared, values: readonly StoredColumn[]): Promise<boolean> {
  const names = [...keyColumns(compared), ...values.map(({ name }) => name)].map(quoteIdentifier)
  const of = (relation: RelationName): string =>
    `(select (count(*), sum(hashtextextended(p::text, 0))) from (\n  select ${names.join(', ')} from (${shownSql(compared, relation)}) as s\n) as p)`
  const { rows } = await session.query(`select ${of(compared.before)} is not distinct from ${of(compared.after)}`, [])
  return rows[0]?.[0] === 't'
}

const JOIN = 'from a full join b on a.__key = b.__key'

/** Rows are told apart by entity, event time and tie-break; rows alike in these are numbered in the order of all else. */
export function keyColumns({ clocks, columns }: Pick<Compared, 'clocks' | 'columns'>): readonly string[] {
  if (clocks === null) return []
  const { entity, eventTime, tieBreak } = clocks
  const names = [...entity, ...(eventTime === null ? [] : [eventTime]), ...tieBreak]
  return [...new Set(names)].filter((name) => columns.some((column) => column.name === name))
}

function valuesOf(compared: Compared): readonly StoredColumn[] {
  const keys = new Set(keyColumns(compared))
  return compared.columns.filter(({ name }) => !keys.has(name) && !compared.exempt.has(name))
}

/** The past of a relation at the cut. */
function shownSql({ clocks, cut, name, columns }: Compared, relation: RelationName): string {
  const past = clocks === null || cut === null || !hasClocks(clocks) ? 'true' : pastSql(name, clocks, 'r', cut)
  const shown = ({ name: column, comparable }: StoredColumn): string => {
    const quoted = quoteIdentifier(column)
    const clock = cut === null ? undefined : clocks?.late.get(column)
    const value = comparable ? `r.${quoted}` : `r.${quoted}::text`
    if (clock === undefined || cut === null) return `${value} as ${quoted}`
    return `case when ${timeSql('r', clock)} <= ${momentSql(cut)} then ${value} end as ${quoted}`
  }
  return `select ${columns.map(shown).join(', ')} from ${writeRelation(relation)} as r where ${past}`
}

function pairsSql(compared: Compared, values: readonly StoredColumn[]): string {
  const { clocks, before, after, columns } = compared
  const keys = keyColumns(compared)
  const first = [clocks?.knowledgeTime, ...values.map((value) => value.name)].filter(
    (column): column is string => typeof column === 'string' && columns.some((one) => one.name === column),
  )
  const order = first.map((column) => `p.${quoteIdentifier(column)}::text`).join(', ')
  const identity = keys.map((key) => `p.${quoteIdentifier(key)}`)
  const numbered = `row_number() over (${identity.length === 0 ? '' : `partition by ${identity.join(', ')}`}${order === '' ? '' : ` order by ${order}`})`
  const side = (alias: string, relation: RelationName): string =>
    [
      `${alias} as (`,
      `  select p.*, row(${[...identity, numbered].join(', ')})::text as __key`,
      `  from (${shownSql(compared, relation)}) as p`,
      ')',
    ].join('\n')
  return `with ${side('a', before)}, ${side('b', after)}`
}

function differsSql({ name, isFloat }: StoredColumn, tolerance: number): string {
  const [a, b] = [`a.${quoteIdentifier(name)}`, `b.${quoteIdentifier(name)}`]
  const distinct = `${a} is distinct from ${b}`
  if (!isFloat || tolerance <= 0) return distinct
  // Infinite differences are not within any tolerance; two infinities of one sign are not distinct.
  const near = `abs(${a} - ${b}) <= ${tolerance} * greatest(abs(${a}), abs(${b}))`
  return `${distinct} and not coalesce(${near}, false)`
}

async function exampleOf(
  session: Session,
  compared: Compared,
  values: readonly StoredColumn[],
  pairs: string,
  any: string,
): Promise<Example | null> {
  const keys = keyColumns(compared)
  const cells = [
    'a.__key is not null',
    'b.__key is not null',
    ...keys.map((key) => `coalesce(a.${quoteIdentifier(key)}::text, b.${quoteIdentifier(key)}::text)`),
    ...values.flatMap(({ name }) => [`a.${quoteIdentifier(name)}::text`, `b.${quoteIdentifier(name)}::text`]),
    ...values.map((column) => `(${differsSql(column, compared.tolerance)})`),
  ]
  // A changed row says more than one that is gone.
  const order = '(a.__key is null or b.__key is null), coalesce(a.__key, b.__key)'
  const { rows } = await session.query(
    `${pairs}select ${cells.join(', ')} ${JOIN} where ${any} order by ${order} limit 1`,
    [],
  )
  const row = rows[0]
  if (row === undefined) return null
  const [isBefore, isAfter] = row
  const key = Object.fromEntries(keys.map((name, at) => [name, row[2 + at] ?? null]))
  const start = 2 + keys.length
  const differing = values.flatMap(({ name }, at) =>
    row[start + 2 * values.length + at] === 't'
      ? [[name, row[start + 2 * at] ?? null, row[start + 2 * at + 1] ?? null] as const]
      : [],
  )
  return {
    key,
    before: isBefore === 't' ? Object.fromEntries(differing.map(([name, before]) => [name, before])) : null,
    after: isAfter === 't' ? Object.fromEntries(differing.map(([name, , after]) => [name, after])) : null,
  }
}
