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
  if (how.mode === 'truncate') {
    const shownColumn = (column: StoredColumn): string => {
      const written = whenWritten(column)
      const name = quoteIdentifier(column.name)
      return written === null ? own(column) : `case when ${written} then ${own(column)} end as ${name}`
    }
    return `create view ${writeRelation(stand)} as\nselect ${list(shownColumn)}\nfrom ${writeRelation(live)} as i\nwhere ${past}`
  }
  const { eventTime, knowledgeTime } = clocks
  const happened = `coalesce(${timeSql('i', eventTime ?? '')} <= ${momentSql(how.time)}, false)`
  const late = eventTime === null || knowledgeTime === null ? 'false' : happened
  return perturbed(shown, clocks, { past, late }, whenWritten)
}

/** Every so many altered rows get the least value of a column, and as many the greatest. */
const EXTREMES = 5

/**
 * All rows, but those after the cut tell something else: each gets the values of another one of them, and some the
 * least or the greatest value of the column. Keys, clocks and tie-breaks stay, so that joins and orders find the same rows.
 * Rows that had happened, and are known late, are another kind (corrections, backfills): they get values of one another
 * only, so that what says of which kind a row is stays true.
 */
function perturbed(
  { live, stand, columns }: Shown,
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
    const written = whenWritten(column)
    const clock = clocks.late.get(column.name)
    // The moment a column is written is unknown until it has come; in either mode.
    if (clock === column.name) return `case when ${written} then i.${name} end as ${name}`
    if (kept.has(column.name)) return `i.${name}`
    const at = ordered.indexOf(column)
    const turn = `(i.__assay_place + ${at}) % ${EXTREMES}`
    const extreme = at < 0 ? '' : `when ${turn} = 0 then e.least_${at} when ${turn} = 1 then e.greatest_${at}`
    const hidden = written === null ? `i.${name}` : `case when ${written} then i.${name} end`
    return `case when i.__assay_past then ${hidden} ${extreme} else d.${name} end as ${name}`
  }
  return [
    `create table ${writeRelation(stand)} as`,
    'with marked as (',
    `  select i.*, row_number() over () as __assay_row, ${past} as __assay_past, not (${past}) and ${late} as __assay_late`,
    `  from ${writeRelation(live)} as i`,
    '), placed as (',
    '  select i.*, row_number() over (partition by i.__assay_past, i.__assay_late order by md5(i::text)) as __assay_place,',
    '    count(*) over (partition by i.__assay_past, i.__assay_late) as __assay_number',
    '  from marked as i',
    '), extremes as (',
    `  select ${['kind.late', ...extremes].join(', ')}`,
    '  from (values (false), (true)) as kind(late) join marked as i on i.__assay_late or not kind.late group by 1',
    ')',
    `select ${columns.map(value).join(',\n  ')}`,
    'from placed as i',
    'join extremes as e on e.late = i.__assay_late',
    'left join placed as d on not i.__assay_past and not d.__assay_past and d.__assay_late = i.__assay_late',
    '  and d.__assay_place = i.__assay_place % i.__assay_number + 1',
    'order by i.__assay_row',
  ].join('\n')
}
