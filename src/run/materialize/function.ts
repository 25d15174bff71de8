import { relationValue, type Value } from '../../compile/node-scope.ts'
import type { UserFunction } from '../../resources/node.ts'
import { hasCode, SQLSTATE } from '../database-error.ts'
import { unbuildableFunction, unknownMaterialization } from '../errors.ts'
import { databaseErrorOf } from '../explain-failure.ts'
import { withHooks } from '../hooks.ts'
import type { Done, Job } from '../job.ts'
import { liveOf } from './live.ts'

/**
 * A function, by the macro of its type (`scalar_function_sql`), which says `create or replace`: what calls it goes on
 * doing so. Where PostgreSQL cannot replace it (another return type, other names or defaults of arguments) the old one
 * steps aside for its readers, see `FunctionsAside`.
 */
export async function materializeFunction(job: Job<UserFunction>): Promise<Done> {
  const { config, name } = job.node
  if (config.materialized !== 'function') throw unknownMaterialization(config.materialized, name)
  return withHooks(job, async () => {
    const target = relationValue(job.node.relation, 'function')
    const create = await job.scope.textOf(builder(job), target)
    const existing = await job.state.functions.exists(job.connection, liveOf(job.node))
    const build = (): Promise<unknown> =>
      job.scope.call('function_execute_build_sql', [create, existing ? target : null, target])
    try {
      await job.connection.savepoint('assay_function', build)
    } catch (error) {
      if (!existing || !hasCode(databaseErrorOf(error), SQLSTATE.invalidFunctionDefinition)) throw error
      const types = job.node.arguments.map(({ data_type }) => data_type)
      // What is wrong with the function itself, not with its taking another's place, is told as it was.
      await job.state.functions.replace(job.connection, liveOf(job.node), types, job.state.run, create).catch(() => {
        throw error
      })
      await build()
    }
    const { response } = job.scope
    if (response === null) return { message: 'CREATE FUNCTION', response: null }
    const { message, code, rowsAffected } = response
    return { message, response: { message, code, rowsAffected: rowsAffected ?? -1 } }
  })
}

/** The macro that writes the statement for a type of functions; the project may have one for a type we have not. */
function builder({ node, scope }: Job<UserFunction>): Value {
  const name = `${node.config.type}_function_${node.language}`
  const found = scope.dispatched(name, 'dbt')
  if (found === undefined) throw unbuildableFunction(node.config.type, name, node.name)
  return found
}
