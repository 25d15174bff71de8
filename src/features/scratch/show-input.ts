/** An input as it was at a cut: a relation in the scratch schema that stands for it. */
import type { Clocks } from '../../resources/clocks.ts'
import { quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import { momentSql, pastSql, timeSql } from './past.ts'
import type { StoredColumn } from './relation-columns.ts'

/** How the future is taken from the inputs. */
export type Mode = 'truncate' | 'perturb'

/** A moment, and how what comes after it is taken away. */
export interface Cut {
  readonly time: string
  readonly mode: Mode
}

export interface Shown {
  /** For messages. */
  readonly name: string
  readonly live: RelationName
  readonly stand: RelationName
  readonly columns: readonly StoredColumn[]
  /** Null or static: shown whole. */
  readonly clocks: Clocks | null
}

/** The statement that shows an input at `cut`; without one it is shown as it is. */
export function showInput(shown: Shown, how: Cut | null): string {
  const { clocks, live, stand, columns } = shown
  const list = (of: (column: StoredColumn) => string): string => columns.map(of).join(',\n  ')
  const own = (column: StoredColumn): string => `i.${quoteIdentifier(column.name)}`
  if (how === null || clocks === null || clocks.isStatic)
    return `create view ${writeRelation(stand)} as select ${list(own)} from ${writeRelation(live)} as i`
  const past = pastSql(shown.name, clocks, 'i', how.time, true)
  const whenWritten = (column: StoredColumn): string | null => {
    const clock = clocks.late.get(column.name)
    return clock === undefined ? null : `${timeSql('i', clock)} <= ${momentSql(how.time)}`
  }
  const asWritten = (column: StoredColumn): string => {
    const written = whenWritten(column)
    const name = quoteIdentifier(column.name)
    return written === null ? own(column) : `case when ${written} then ${own(column)} end as ${name}`
  }
  const known = `select ${list(asWritten)}\nfrom ${writeRelation(live)} as i\nwhere ${past}`
  if (how.mode === 'truncate') return `create view ${writeRelation(stand)} as\n${known}`
  const { eventTime, knowledgeTime } = clocks
  const happened = `coalesce(${timeSql('i', eventTime ?? '')} <= ${momentSql(how.time)}, false)`
  const late = eventTime === null || knowledgeTime === null ? 'false' : happened
  const altered = alteredFuture(shown, clocks, { past, late }, whenWritten)
  // A table, and no view of both: what reads it would be planned as if all of it were future.
  return `create table ${writeRelation(stand)} as\n${known}\nunion all\n(${altered})`
}

/** Every so many altered rows get the least value of a column, and as many the greatest. */
const EXTREMES = 5

/**
 * The rows after the cut, which tell something else: each gets the values of another one of them, and some the
 * least or the greatest value of the column. Keys, clocks and tie-breaks stay, so that joins and orders find the same rows.
 * Rows that had happened, and are known late, are another kind (corrections, backfills): they get values of one another
 * only, so that what says of which kind a row is stays true.
 */
function alteredFuture(
  { live, columns }: Shown,
  clocks: Clocks,
  { past, late }: { readonly past: string; readonly late: string },
  whenWritten: (column: StoredColumn) => string | null,
): string {
  const kept = new Set([
    ...clocks.entity,
    ...clocks.tieBreak,
    ...clocks.eventKey,
    ...(clocks.eventTime === null ? [] : [clocks.eventTime]),
    ...(clocks.knowledgeTime === null ? [] : [clocks.knowledgeTime]),
    ...clocks.late.values(),
  ])
  const ordered = columns.filter(({ name, category }) => !kept.has(name) && 'NDSTEB'.includes(category))
  const extremes = ordered.flatMap(({ name, category }, at) => {
    const column = `i.${quoteIdentifier(name)}`
    const [least, greatest] = category === 'B' ? ['bool_and', 'bool_or'] : ['min', 'max']
    return [`${least}(${column}) as least_${at}`, `${greatest}(${column}) as greatest_${at}`]
  })
  const value = (column: StoredColumn): string => {
    const name = quoteIdentifier(column.name)
    const clock = clocks.late.get(column.name)
    // The moment a column is written is unknown until it has come; in either mode.
    if (clock === column.name) return `case when ${whenWritten(column)} then i.${name} end as ${name}`
    if (kept.has(column.name)) return `i.${name}`
    const at = ordered.indexOf(column)
    if (at < 0) return `d.${name}`
    const turn = `(i.__assay_place + ${at}) % ${EXTREMES}`
    return `case ${turn} when 0 then e.least_${at} when 1 then e.greatest_${at} else d.${name} end as ${name}`
  }
  return [
    'with marked as (',
    `  select i.*, row_number() over () as __assay_row, ${late} as __assay_late`,
    `  from ${writeRelation(live)} as i where not (${past})`,
    '), placed as (',
    '  select i.*, row_number() over (partition by i.__assay_late order by md5(i::text)) as __assay_place,',
    '    count(*) over (partition by i.__assay_late) as __assay_number',
    '  from marked as i',
    '), extremes as (',
    `  select ${['false as late', ...extremes].join(', ')} from ${writeRelation(live)} as i`,
    `  union all select ${['true', ...extremes].join(', ')} from marked as i where i.__assay_late`,
    ')',
    `select ${columns.map(value).join(',\n  ')}`,
    'from placed as i',
    'join extremes as e on e.late = i.__assay_late',
    'join placed as d on d.__assay_late = i.__assay_late and d.__assay_place = i.__assay_place % i.__assay_number + 1',
    'order by i.__assay_row',
  ].join('\n')
}
