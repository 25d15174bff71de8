import type { Database } from '../database.ts'
import type { Invocation } from '../invocation.ts'
import type { Scope } from '../scope.ts'
import { type AdapterMacros, adapterMacros } from './adapter-macros.ts'
import { type Methods, relationOf } from './adapter-value.ts'
import { changeMethods } from './change-methods.ts'
import { incrementalStrategyMacro } from './incremental-strategy.ts'
import { lookupMethods } from './lookup-methods.ts'
import { checkSnapshotTarget, recordsDeletion } from './snapshot-target.ts'
import { statementMethods } from './statement-methods.ts'

/** The methods of `adapter` that need a database. */
export function databaseMethods(scope: () => Scope, database: Database, invocation: Invocation): readonly Methods[] {
  const macros = adapterMacros(scope)
  return [
    statementMethods(database, invocation.log),
    lookupMethods(macros, database, invocation),
    changeMethods(macros, database),
    materializationMethods(scope, macros),
  ]
}

/** The methods that only materializations ask. */
function materializationMethods(scope: () => Scope, macros: AdapterMacros): Methods {
  return {
    valid_snapshot_target: [
      ['relation', 'column_names?'],
      async (call) => {
        checkSnapshotTarget(await macros.columnsOf(relationOf(call, 'relation')), call.value('column_names'), false)
        return null
      },
    ],
    assert_valid_snapshot_target_given_strategy: [
      ['relation', 'column_names', 'strategy'],
      async (call) => {
        const deleted = recordsDeletion(call.value('strategy'))
        checkSnapshotTarget(await macros.columnsOf(relationOf(call, 'relation')), call.value('column_names'), deleted)
        return null
      },
    ],
    get_incremental_strategy_macro: [
      ['model_context', 'strategy'],
      (call) => incrementalStrategyMacro(scope(), call.text('strategy')),
    ],
  }
}
