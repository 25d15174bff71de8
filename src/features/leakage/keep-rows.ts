/** Rows that leaked, kept where somebody can look at all of them: `store_failures` of a leakage test. */
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { momentSql } from '../scratch/past.ts'
import type { Cut } from '../scratch/show-input.ts'

/** The table they go to, which the experiment makes. */
export interface Keeping {
  readonly table: RelationName
  /** Not more rows than these; null: all. */
  readonly limit: number | null
}

/** For each cut and mode the rows that differ: by what they are known, and their columns that differ, without and with the cut. */
export async function makeTable(session: Session, { table }: Keeping): Promise<void> {
  await session.statements(
    `create table ${writeRelation(table)} (mode text, cut timestamptz, key jsonb, before jsonb, after jsonb)`,
  )
}

/** Pairs of rows `a` and `b`, as they are and as they were rebuilt; null where there is no such row. */
interface Pairs {
  /** `with a as (…), b as (…)` */
  readonly paired: string
  /** `from a full join b …`, with the condition of those that differ. */
  readonly joined: string
  readonly keys: readonly string[]
  /** A column, and the SQL that says whether it differs. */
  readonly values: readonly { readonly name: string; readonly differs: string }[]
}

export async function keepRows(
  session: Session,
  { table, limit }: Keeping,
  { mode, time }: Cut,
  { paired, joined, keys, values }: Pairs,
): Promise<void> {
  const cell = (name: string, value: string, when?: string): string => {
    const object = `jsonb_build_object('${name.replaceAll("'", "''")}', ${value})`
    return when === undefined ? object : `case when ${when} then ${object} else '{}' end`
  }
  const row = (cells: readonly string[]): string => ["'{}'::jsonb", ...cells].join(' || ')
  const side = (of: 'a' | 'b'): string => {
    const cells = values.map(({ name, differs }) => cell(name, `to_jsonb(${of}.${quoteIdentifier(name)})`, differs))
    return `case when ${of}.__key is not null then ${row(cells)} end`
  }
  const key = keys.map((name) => {
    const quoted = quoteIdentifier(name)
    return cell(name, `coalesce(to_jsonb(a.${quoted}), to_jsonb(b.${quoted}))`)
  })
  const kept = writeRelation(table)
  const most = limit === null ? '' : `\nlimit greatest(0, ${limit} - (select count(*) from ${kept}))`
  await session.statements(
    `${paired}\ninsert into ${kept}\nselect\n  '${mode}', ${momentSql(time)},\n  ${[row(key), side('a'), side('b')].join(',\n  ')}\n${joined}\norder by coalesce(a.__key, b.__key)${most}`,
  )
}
