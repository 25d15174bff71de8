import type { LibraryMacro } from '../../compile/node-scope.ts'
import { otherLanguages } from '../errors.ts'
import type { Done, Job } from '../job.ts'
import { storedKind } from '../known-relations.ts'

/**
 * A materialization written in Jinja, the project's own or one of dbt's. It sends what it likes on the node's
 * connection; what it does not commit itself is committed at the end, as in dbt.
 */
export async function materializeByMacro(job: Job, macro: LibraryMacro): Promise<Done> {
  const { supportedLanguages } = macro.block
  if (supportedLanguages !== null && !supportedLanguages.includes('sql'))
    throw otherLanguages(job.node.name, job.node.config.materialized, supportedLanguages)
  const relations = await job.scope.materialize(macro)
  await job.connection.commit()
  for (const { schema, identifier, type } of relations) {
    if (schema !== null && identifier !== null) job.state.known.add({ schema, identifier, kind: storedKind(type) })
  }
  const { response } = job.scope
  if (response === null) return { message: 'OK', response: null }
  const { message, code, rowsAffected } = response
  return { message, response: { message, code, rowsAffected } }
}
