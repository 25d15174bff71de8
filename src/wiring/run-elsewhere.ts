/** Models built again in schemas of their own, to see what they say without their future. */

import { randomBytes } from 'node:crypto'
import type { Invocation } from '../context/invocation.ts'
import type { Step } from '../features/leakage/experiment.ts'
import type { Keeping } from '../features/leakage/keep-rows.ts'
import type { LeakageReport } from '../features/leakage/leakage.ts'
import type { Mode } from '../features/scratch/show-input.ts'
import { buildGraph, type Graph } from '../graph/graph.ts'
import type { Project } from '../project/project.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Emit } from '../run/events.ts'
import type { RunResults } from '../run/result.ts'
import { run as runNodes } from '../run/run.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { type RunSettings, run, withDefaults } from './run.ts'
import { createCompiler } from './understand.ts'

export interface LeakageSettings {
  readonly project: Project
  readonly manifest: Manifest
  readonly graph: Graph
  readonly invocation: Invocation
  readonly warehouse: Warehouse
  /** The models to judge; those without clocks among them are passed over. */
  readonly ids: readonly UniqueId[]
  /** How many moments to cut at, for each model; or which, as people write times. */
  readonly cuts: number
  readonly at: readonly string[]
  readonly modes: readonly Mode[]
  readonly threads: number
  readonly progress?: (step: Step) => void
  readonly signal?: AbortSignal
  /** Where to keep the rows that leak. */
  readonly keeping?: Keeping | undefined
}

/** Rebuilds models without their future, in schemas of its own, and compares what they say of the past. */
export async function leakage({ project, invocation, ...settings }: LeakageSettings): Promise<LeakageReport> {
  return tryLeaks({ ...settings, compiler: createCompiler(project, settings.manifest, invocation) })
}

/** The same with the compiler of a run that is under way. */
export async function tryLeaks(
  settings: Omit<LeakageSettings, 'project' | 'invocation'> & Pick<RunSettings, 'compiler'>,
): Promise<LeakageReport> {
  const { findLeakage } = await import('../features/leakage/experiment.ts')
  const { progress = () => undefined } = settings
  const rebuild = (manifest: Manifest, ids: readonly UniqueId[]): Promise<RunResults> =>
    run(rebuilding(settings, manifest, ids))
  return findLeakage({ ...settings, progress, rebuild, run: randomBytes(4).toString('hex') })
}

/** How models are built again elsewhere: whole, and without hooks, which would reach out of there. */
function rebuilding(
  { compiler, warehouse, threads, signal }: Pick<RunSettings, 'compiler' | 'warehouse' | 'threads' | 'signal'>,
  manifest: Manifest,
  ids: readonly UniqueId[],
): RunSettings {
  return {
    manifest,
    graph: buildGraph(manifest),
    compiler: compiler.elsewhere(manifest, ids),
    warehouse,
    ids,
    threads,
    hooks: false,
    fullRefresh: true,
    ...(signal === undefined ? {} : { signal }),
  }
}

export interface RewindSettings
  extends Pick<LeakageSettings, 'project' | 'graph' | 'invocation' | 'warehouse' | 'ids'> {
  readonly asOfKnowledge: string
  readonly asOf?: string | null
  readonly threads: number
  readonly emit?: Emit
  readonly signal?: AbortSignal
}

/** Builds training sets as they would have been built when less was known, from models rebuilt in a scratch schema. */
export async function rebuildTrainingSets(settings: RewindSettings): Promise<RunResults> {
  const { rewind } = await import('../features/rewind/rewind.ts')
  const { project, graph, invocation, asOf = null, emit } = settings
  const compiler = createCompiler(project, graph.manifest, invocation)
  return rewind({
    ...settings,
    run: randomBytes(4).toString('hex'),
    rebuild: (manifest, ids, rewound) =>
      runNodes(
        withDefaults(
          { ...rebuilding({ ...settings, compiler }, manifest, ids), asOf, ...(emit === undefined ? {} : { emit }) },
          rewound,
        ),
      ),
  })
}
