import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import type { SplitEntry, VersionEntry } from '../registry/version-entry.ts'
import type { StoredColumn } from '../scratch/relation-columns.ts'
import type { DescribedSet } from './described-set.ts'
import type { Queries } from './inputs.ts'
import { momentText, type Span } from './spans.ts'
import { SPLIT } from './version-sql.ts'

type Counted = Pick<VersionEntry, 'row_count' | 'label_rates' | 'splits'>

/** How many rows a version has, in all and by split, and the share (or mean) of its labels. */
export async function countVersion(
  session: Queries,
  { label, splits }: DescribedSet,
  table: RelationName,
  columns: readonly StoredColumn[],
  spans: readonly Span[],
): Promise<Counted> {
  const labels = label.flatMap((name) => columns.find((column) => column.name === name) ?? [])
  const means = labels.map(meanSql).map((mean) => `, ${mean}`)
  const split = quoteIdentifier(SPLIT)
  const grouping = splits === null ? 'null::text' : split
  const groups = splits === null ? '' : ` group by grouping sets ((${split}), ())`
  const { rows } = await session.query(
    `select ${grouping}, count(*)${means.join('')} from ${writeRelation(table)}${groups}`,
    [],
  )
  const countOf = (name: string | null): Omit<SplitEntry, 'name' | 'start' | 'end'> => {
    const [, count, ...rates] = rows.find(([of]) => (of ?? null) === name) ?? []
    const rate = (at: number): number | null => (rates[at] ? Number(rates[at]) : null)
    return {
      rows: Number(count ?? 0),
      label_rates: Object.fromEntries(labels.map((column, at) => [column.name, rate(at)])),
    }
  }
  const { rows: row_count, label_rates } = countOf(null)
  return {
    row_count,
    label_rates,
    splits: spans.map(({ name, start, end }) => ({
      name,
      start: momentText(start),
      end: momentText(end),
      ...countOf(name),
    })),
  }
}

function meanSql({ name, category }: StoredColumn): string {
  const column = quoteIdentifier(name)
  if (category === 'B') return `avg(case when ${column} then 1 when not ${column} then 0 end)::float8`
  return category === 'N' ? `avg(${column})::float8` : 'null'
}
