import { canExpand } from '../column-value.ts'
import type { Database } from '../database.ts'
import type { RelationValue } from '../relation-value.ts'
import type { AdapterMacros } from './adapter-macros.ts'
import { type Methods, relationOf } from './adapter-value.ts'

/** The methods of `adapter` that change what is there, and those that tell what a macro has changed. */
export function changeMethods(macros: AdapterMacros, database: Database): Methods {
  return {
    create_schema: [['relation'], (call) => macros.call('create_schema', relationOf(call, 'relation'))],
    drop_schema: [
      ['relation'],
      async (call) => {
        const relation = relationOf(call, 'relation')
        for (const known of await database.relations(relation.parts.schema ?? '')) database.dropped(known)
        return macros.call('drop_schema', relation)
      },
    ],
    drop_relation: [
      ['relation'],
      (call) => {
        const relation = relationOf(call, 'relation')
        database.dropped(relation)
        return macros.call('drop_relation', relation)
      },
    ],
    truncate_relation: [['relation'], (call) => macros.call('truncate_relation', relationOf(call, 'relation'))],
    rename_relation: [
      ['from_relation', 'to_relation'],
      async (call) => {
        const from = relationOf(call, 'from_relation')
        const to = relationOf(call, 'to_relation')
        database.renamed(from, to)
        await macros.call('rename_relation', from, to)
        return null
      },
    ],
    expand_target_column_types: [
      ['from_relation', 'to_relation'],
      async (call) => {
        await expandColumns(macros, relationOf(call, 'from_relation'), relationOf(call, 'to_relation'))
        return null
      },
    ],
    cache_added: [
      ['relation'],
      (call) => {
        database.added(relationOf(call, 'relation'))
        return ''
      },
    ],
    cache_dropped: [
      ['relation'],
      (call) => {
        database.dropped(relationOf(call, 'relation'))
        return ''
      },
    ],
    cache_renamed: [
      ['from_relation', 'to_relation'],
      (call) => {
        database.renamed(relationOf(call, 'from_relation'), relationOf(call, 'to_relation'))
        return ''
      },
    ],
  }
}

/** Widens text columns of `to` whose counterparts in `from` are wider. */
async function expandColumns(macros: AdapterMacros, from: RelationValue, to: RelationValue): Promise<void> {
  const goal = new Map((await macros.columnsOf(from)).map((column) => [column.column, column]))
  for (const column of await macros.columnsOf(to)) {
    const wanted = goal.get(column.column)
    if (wanted === undefined || !canExpand(column, wanted)) continue
    await macros.call('alter_column_type', to, column.column, `character varying(${wanted.stringSize})`)
  }
}
