/** `leakage` as a data test: one model, tried while it is built. */
import { z } from 'zod'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { Graph } from '../../graph/graph.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { DataTest } from '../../resources/node.ts'
import type { TestFindings, TestOrder } from '../../run/job.ts'
import { badLeakageTest, inconclusiveTest, leakFound, notTriable } from '../errors.ts'
import type { Mode } from '../scratch/show-input.ts'
import type { Keeping } from './keep-rows.ts'
import type { LeakageReport, ModelVerdict } from './leakage.ts'
import { canBeTried } from './plan.ts'

/** What a test asks of the experiment. */
export interface Trial {
  readonly ids: readonly UniqueId[]
  readonly cuts: number
  readonly at: readonly string[]
  readonly modes: readonly Mode[]
  readonly signal: AbortSignal | undefined
  readonly keeping: Keeping | undefined
}

export interface LeakageTesting {
  readonly graph: Graph
  readonly experiment: (trial: Trial) => Promise<LeakageReport>
  /** True where only a part of the rows is read (`--empty`, `--sample`): that has no past to compare. */
  readonly isPartial: boolean
  /** Told of each verdict. */
  readonly found: (verdict: ModelVerdict) => void
}

/** Carries out one test. Throws where nothing can be tried, or nothing be said. */
export async function testLeakage(
  { graph, experiment, isPartial, found }: LeakageTesting,
  { test, given, signal, keepIn }: TestOrder,
): Promise<TestFindings | string> {
  const { cuts, modes, at } = readTrial(test, given)
  const id = testedModel(graph, test)
  if (isPartial) return 'it is not tried with --empty or --sample'
  const keeping = keepIn === null ? undefined : { table: keepIn, limit: test.config.limit }
  const { models } = await experiment({ ids: [id], cuts, at, modes, signal, keeping })
  signal?.throwIfAborted()
  const [verdict] = models
  if (verdict === undefined) throw new Error(`${id} was not judged`)
  found(verdict)
  if (verdict.verdict === 'inconclusive') throw inconclusiveTest(test, verdict)
  return findingsOf(test, verdict)
}

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((at) => (typeof at === 'string' ? [at] : at))

const trialSchema = z.object({
  cuts: z.number().int().min(1).default(4),
  mode: z.enum(['truncate', 'perturb', 'both']).default('both'),
  at: oneOrMore.default([]),
})

const EXPECTED = {
  cuts: 'a whole number, at least 1',
  mode: "'truncate', 'perturb' or 'both'",
  at: "a time, such as '2026-03-01', or a list of such",
} as const

function readTrial(test: DataTest, given: Readonly<Record<string, unknown>>): Pick<Trial, 'cuts' | 'at' | 'modes'> {
  const read = trialSchema.safeParse(given)
  if (!read.success) {
    const keys = [...new Set(read.error.issues.map(({ path }) => path[0] as keyof typeof EXPECTED))]
    const [first, ...more] = keys.map((key) => badLeakageTest(test, key, given[key], EXPECTED[key]))
    throw new AssayError(first as Diagnostic, ...more) // there is an issue
  }
  const { cuts, mode, at } = read.data
  return { cuts, at, modes: mode === 'both' ? ['truncate', 'perturb'] : [mode] }
}

/** The model the test stands at. */
function testedModel(graph: Graph, test: DataTest): UniqueId {
  const id = test.generic?.attachedNode ?? test.dependsOn.nodes[0]
  const resource = id === undefined ? undefined : graph.manifest.nodes.get(id)
  if (resource?.kind !== 'model' || !canBeTried(resource)) throw notTriable(test, resource?.name ?? test.name)
  return resource.id
}

function findingsOf(test: DataTest, verdict: ModelVerdict): TestFindings {
  const { differences } = verdict
  const worst = [...differences].sort((a, b) => b.rows - a.rows)[0]
  if (worst === undefined) return { failures: 0, fault: null, rows: { columns: [], rows: [] }, ownColumns: [] }
  return {
    failures: worst.rows,
    fault: leakFound(test, verdict, worst),
    rows: examples(verdict),
    ownColumns: [FUTURE],
  }
}

/** Says of a row which future it was built with. */
const FUTURE = 'with the future'

/** The examples of all differences: a row as it is, and below what it would have been with each other future. */
function examples({ differences }: ModelVerdict): TestFindings['rows'] {
  const shown = differences.flatMap(({ example, mode, cut }) =>
    example === null ? [] : [{ ...example, future: `${mode === 'truncate' ? 'none' : 'another'} after ${cut}` }],
  )
  const keys = [...new Set(shown.flatMap(({ key }) => Object.keys(key)))]
  const values = [...new Set(shown.flatMap(({ before, after }) => Object.keys(before ?? after ?? {})))]
  const names = [...keys, FUTURE, ...values]
  const byRow = new Map<string, (readonly (string | null)[])[]>()
  for (const { key, before, after, future } of shown) {
    const row = (said: string, side: Readonly<Record<string, string | null>>) => [
      ...keys.map((name) => key[name] ?? null),
      said,
      ...values.map((name) => side[name] ?? null),
    ]
    const id = JSON.stringify([key, before])
    const rows = byRow.get(id) ?? (before === null ? [] : [row('as it is', before)])
    byRow.set(id, after === null ? rows : [...rows, row(future, after)])
  }
  return { columns: names.map((name) => ({ name, typeOid: TEXT })), rows: [...byRow.values()].flat() }
}

const TEXT = 25
