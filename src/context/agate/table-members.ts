import { Tuple } from '../../jinja/values/value.ts'
import { members } from '../members.ts'
import { aggregateMethod, groupByMethod } from './group-by.ts'
import { joinMethod } from './join.ts'
import { mergeMethod } from './merge.ts'
import { distinctMethod, findMethod, orderByMethod, whereMethod } from './row-methods.ts'
import { excludeMethod, limitMethod, renameMethod, selectMethod } from './shape-methods.ts'
import type { AgateTable } from './table.ts'
import { writingMembers } from './writing-members.ts'

/** What templates can ask a table. */
export const TABLE_MEMBERS = members<AgateTable>({
  column_names: (table) => new Tuple(table.names),
  column_types: (table) => new Tuple(table.types),
  columns: (table) => table.columns,
  rows: (table) => table.rowSequence,
  row_names: (table) => table.rowNames,
  select: selectMethod,
  exclude: excludeMethod,
  rename: renameMethod,
  limit: limitMethod,
  where: whereMethod,
  find: findMethod,
  order_by: orderByMethod,
  distinct: distinctMethod,
  group_by: groupByMethod,
  join: joinMethod,
  merge: mergeMethod,
  aggregate: aggregateMethod,
  ...writingMembers,
})
