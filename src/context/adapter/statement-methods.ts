import { Tuple } from '../../jinja/values/value.ts'
import { AgateTable } from '../agate/table.ts'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import { AdapterResponse } from './adapter-response.ts'
import type { Methods } from './adapter-value.ts'

/** The methods of `adapter` that send SQL. Tables print to `log`. */
export function statementMethods(database: Database, log: Log): Methods {
  return {
    execute: [
      ['sql', 'auto_begin?', 'fetch?', 'limit?'],
      async (call) => {
        const result = await database.execute(call.text('sql'), call.flag('auto_begin', false))
        const limit = call.value('limit')
        const rows = typeof limit === 'number' ? result.rows.slice(0, limit) : result.rows
        const table = AgateTable.from(
          call.flag('fetch', false) ? { ...result, rows } : { ...result, columns: [], rows: [] },
          log,
        )
        return new Tuple([AdapterResponse.from(result), table])
      },
    ],
    add_query: [
      ['sql', 'auto_begin?', 'bindings?', 'abridge_sql_log?'],
      async (call) => {
        const result = await database.execute(call.text('sql'), call.flag('auto_begin', true))
        return new Tuple([AdapterResponse.from(result), null])
      },
    ],
    commit: [
      [],
      async () => {
        await database.commit()
        return null
      },
    ],
  }
}
