/** Nodes run against a warehouse, with the executors that other rooms have for them. */

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Compiler } from '../compile/compiler.ts'
import type { ModelVerdict } from '../features/leakage/leakage.ts'
import { readDay } from '../features/training/as-of.ts'
import type { Rewound, TrainingOrders } from '../features/training/build-set.ts'
import type { Graph } from '../graph/graph.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { UniqueId } from '../resources/ids.ts'
import { LEAKAGE_TEST } from '../resources/leakage-test.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { TargetSchema } from '../resources/target-schema.ts'
import { clone } from '../run/clone.ts'
import type { Emit } from '../run/events.ts'
import type { Executor, Executors, TestExecutor, TestExecutors } from '../run/job.ts'
import type { BatchOrders } from '../run/microbatch/batch-orders.ts'
import type { RunResults } from '../run/result.ts'
import { type RunOptions, run as runNodes } from '../run/run.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { testTracer } from './personal-columns.ts'

export interface RunSettings {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly compiler: Compiler
  readonly warehouse: Warehouse
  readonly ids: readonly UniqueId[]
  readonly threads: number
  readonly testsBlock?: boolean
  readonly hooks?: boolean
  readonly fullRefresh?: boolean
  readonly empty?: boolean
  /** Eight hexadecimal digits, unique to the run; new ones if not given. */
  readonly run?: string
  /** Which batches microbatch models are built in; all up to now if nothing is said. */
  readonly batches?: BatchOrders
  /** The day training sets are built as of (`2026-05-01`); else what they declare, else today. */
  readonly asOf?: string | null
  readonly failFast?: boolean
  readonly warnIsError?: boolean
  /** How many failing rows to keep of each data test; none if nothing is said. */
  readonly failingRows?: number
  /** What the compiler leads refs to; to know by their names what failing rows are made of. */
  readonly deferral?: Deferral | null
  readonly emit?: Emit
  /** Told of each verdict of a test for leaks. */
  readonly leakageFound?: (verdict: ModelVerdict) => void
  /** For whom schemas that are missing are made, where that is one branch alone. */
  readonly targetSchema?: TargetSchema
  readonly signal?: AbortSignal
}

/** Builds and tests what was selected; events tell what happens. Failures of nodes are results, not exceptions. */
export async function run(settings: RunSettings): Promise<RunResults> {
  return runNodes(withDefaults(settings))
}

/** Makes views of what another target has, as `clone` does; nothing else is run. */
export async function cloneNodes(settings: RunSettings & { readonly deferral: Deferral }): Promise<RunResults> {
  return clone({ ...withDefaults(settings), deferral: settings.deferral })
}

/** Builds training sets; what does it is loaded when there is one. */
function trainingSets({ graph, compiler, warehouse, asOf = null }: RunSettings, rewound: Rewound | null): Executors {
  const { invocation } = compiler
  const orders: TrainingOrders = {
    graph,
    vars: [invocation.project?.vars, invocation.project?.commandVars],
    asOf: asOf === null ? null : readDay(asOf, '--as-of'),
    today: rewound === null ? invocation.startedAt : new Date(rewound.asOfKnowledge),
    invocationId: invocation.id,
    rewound,
    isPartial: compiler.readsInPart,
    isPooled: () => warehouse.pooled === true,
  }
  const build: Executor = async (job) =>
    (await import('../features/training/build-set.ts')).trainingSetExecutor(orders)(job)
  return new Map([['training_set', build]])
}

/** Carries out the tests for leaks; what does it is loaded when there is one. */
function leakageTests(settings: RunSettings): TestExecutors {
  let tester: Promise<TestExecutor> | undefined
  const carryOut: TestExecutor = async (order) => {
    tester ??= import('./leakage-tests.ts').then(({ leakageTester }) => leakageTester(settings))
    return (await tester)(order)
  }
  return new Map([[LEAKAGE_TEST, carryOut]])
}

export function withDefaults(settings: RunSettings, rewound: Rewound | null = null): RunOptions {
  const { signal, run: id, asOf: _asOf, leakageFound: _found, deferral = null, ...rest } = settings
  return {
    executors: trainingSets(settings, rewound),
    testExecutors: leakageTests(settings),
    testsBlock: false,
    hooks: true,
    fullRefresh: false,
    empty: false,
    failFast: false,
    warnIsError: false,
    failingRows: 0,
    traceTest: testTracer(settings.manifest, settings.warehouse.database, deferral),
    emit: () => undefined,
    ...rest,
    ...(signal === undefined ? {} : { signal }),
    run: id ?? randomBytes(4).toString('hex'),
    lockTimeout: 2000,
    patience: {
      // About eight minutes: a report that reads a table is outwaited, a forgotten session is not.
      attempts: 150,
      firstPause: 100,
      longestPause: 2000,
      sleep: (milliseconds, by) => sleep(milliseconds, undefined, by === undefined ? {} : { signal: by }),
    },
    jitter: Math.random,
    now: () => performance.now(),
    clock: () => new Date(),
  }
}
