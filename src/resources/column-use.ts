/**
 * How a column goes into another. The first five are of one column: `pass` unchanged, perhaps under another name;
 * `transform` computed from it; `aggregate` from its values in several rows; `count` only how many there are;
 * `condition` it only decides which value it is (`case when`, `filter (where …)`, `over (partition by …)`). The others are
 * of a query as a whole: they decide which rows there are, and in which order; `from` is said of the relations that rows
 * come from.
 */
export type ColumnUse = (typeof COLUMN_USES)[number]

/** The stronger first: where a column goes in twice, that one is told. */
export const COLUMN_USES = [
  'aggregate',
  'transform',
  'pass',
  'count',
  'condition',
  'filter',
  'join',
  'group',
  'distinct',
  'order',
  'from',
] as const

export type RowUse = 'filter' | 'join' | 'group' | 'distinct' | 'order' | 'from'

/** Whether values go in themselves; else they only decide something about others. */
export function isOfValues(use: ColumnUse): boolean {
  return use === 'pass' || use === 'transform' || use === 'aggregate'
}
