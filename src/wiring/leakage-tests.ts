/** The generic test `leakage`, carried out with the sessions of the run it belongs to. */
import { type Trial, testLeakage } from '../features/leakage/leakage-test.ts'
import { withDeferredInputs } from '../features/scratch/deferred-inputs.ts'
import type { TestExecutor } from '../run/job.ts'
import type { RunSettings } from './run.ts'
import { tryLeaks } from './run-elsewhere.ts'

/** One at a time: each holds a session for as long as it lasts, and all of them held by such would wait for ever. */
export function leakageTester(settings: RunSettings): TestExecutor {
  const { graph: whole, compiler, warehouse, ids, threads, leakageFound = () => undefined } = settings
  const { deferral } = compiler
  let last: Promise<unknown> = Promise.resolve()
  const experiment = async ({ signal, ...trial }: Trial) => {
    const graph = deferral === null ? whole : await withDeferredInputs(whole, deferral, ids, warehouse)
    const ended = signal === undefined ? {} : { signal }
    return tryLeaks({ graph, manifest: graph.manifest, compiler, warehouse, threads, ...trial, ...ended })
  }
  return (order) => {
    const turn = last.then(() =>
      testLeakage({ graph: whole, experiment, isPartial: compiler.readsInPart, found: leakageFound }, order),
    )
    last = turn.catch(() => undefined)
    return turn
  }
}
