import { assertNever } from '../../base/assert-never.ts'
import type { Model, Seed, Snapshot, UserFunction } from '../../resources/node.ts'
import { unknownMaterialization } from '../errors.ts'
import type { Done, Job } from '../job.ts'
import { materializeSeed } from '../seed/seed.ts'
import { materializeByMacro } from './custom.ts'
import { materializeFunction } from './function.ts'
import { materializeIncremental } from './incremental.ts'
import { liveOf } from './live.ts'
import { materializeMaterializedView } from './materialized-view.ts'
import { materializeTable } from './table.ts'
import { materializeView } from './view.ts'

/** Builds a model, seed, snapshot or function: by the project's own materialization of that name, else by ours. */
export async function materialize(job: Job<Model | Seed | Snapshot | UserFunction>): Promise<Done> {
  const done = await build(job)
  if (job.node.kind === 'function') return done
  // It no longer reads what stepped aside before its turn.
  await job.state.retired.release(job.connection, liveOf(job.node), job.state.lockTimeout)
  return done
}

async function build(job: Job<Model | Seed | Snapshot | UserFunction>): Promise<Done> {
  const { materialized } = job.node.config
  const macro = job.state.compiler.library.materialization(materialized)
  if (macro !== undefined) return materializeByMacro(job, macro)
  switch (job.node.kind) {
    case 'seed':
      return materializeSeed(job as Job<Seed>)
    case 'function':
      return materializeFunction(job as Job<UserFunction>)
    case 'snapshot':
      throw unknownMaterialization(materialized, job.node.name)
    case 'model':
      return materializeModel(job as Job<Model>)
    default:
      return assertNever(job.node)
  }
}

async function materializeModel(job: Job<Model>): Promise<Done> {
  switch (job.node.config.materialized) {
    case 'view':
      return materializeView(job)
    case 'table':
      return materializeTable(job)
    case 'incremental':
      return materializeIncremental(job)
    case 'materialized_view':
      return materializeMaterializedView(job)
    default:
      return materializeElsewhere(job)
  }
}

/** By an executor that was given to the run. */
async function materializeElsewhere(job: Job<Model>): Promise<Done> {
  const { materialized } = job.node.config
  const { executors } = job.state
  const executor = executors.get(materialized)
  if (executor === undefined) throw unknownMaterialization(materialized, job.node.name, [...executors.keys()])
  return executor(job)
}
