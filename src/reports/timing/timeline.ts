/** What a run did when, on which thread, and which of its nodes nothing could have made it end without. */
import type { ManifestArtifact, RunResultsArtifact } from '../../artifacts/artifacts.ts'

/** One node of a run. Times are seconds from the start of the first. */
export interface Bar {
  readonly id: string
  /** `orders`; of a test its name without the hash. */
  readonly name: string
  /** `model`, `test` … */
  readonly kind: string
  readonly status: string
  readonly thread: string
  readonly start: number
  /** When its SQL was compiled and began to run; null where it never did. */
  readonly executes: number | null
  readonly end: number
}

export interface Timeline {
  /** `build`, `run` … */
  readonly command: string
  readonly startedAt: string
  /** In the order in which they began. What was skipped is not among them. */
  readonly bars: readonly Bar[]
  readonly threads: readonly Lane[]
  /** From the start of the first node to the end of the last. */
  readonly seconds: number
  /** Nodes that waited for each other, longest in sum: with any number of threads the run takes this long. */
  readonly criticalPath: readonly Bar[]
  /** How many nodes were skipped. */
  readonly skipped: number
}

export interface Lane {
  readonly thread: string
  readonly bars: readonly Bar[]
  readonly busy: number
}

/** From the artifacts of one run, ours or dbt's; without a manifest nothing is known of who waits for whom. */
export function timelineOf(results: RunResultsArtifact, manifest: ManifestArtifact | null): Timeline {
  const timed = results.results.flatMap((result) => spanOf(result) ?? [])
  const first = Math.min(...timed.map(({ start }) => start))
  const bars = timed
    .map(
      (bar): Bar => ({
        ...bar,
        start: bar.start - first,
        end: bar.end - first,
        executes: bar.executes === null ? null : bar.executes - first,
      }),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  return {
    command: commandOf(results),
    startedAt: timed.length === 0 ? '' : new Date(first * 1000).toISOString(),
    bars,
    threads: lanes(bars.filter(({ kind }) => kind !== 'operation')), // hooks have none
    seconds: Math.max(0, ...bars.map(({ end }) => end)),
    criticalPath: longestChain(bars, manifest === null ? () => [] : waiting(bars, manifest)),
    skipped: results.results.filter(({ status }) => status === 'skipped').length,
  }
}

/** As it is typed: dbt keeps the last word of one that has two. */
function commandOf({ args: { which } }: RunResultsArtifact): string {
  return typeof which === 'string' ? (TYPED[which] ?? which) : 'run'
}

const TYPED: Readonly<Record<string, string>> = { generate: 'docs generate', freshness: 'source freshness' }

export function durationOf({ start, end }: Bar): number {
  return end - start
}

function spanOf({
  unique_id: id,
  status,
  thread_id: thread,
  timing,
}: RunResultsArtifact['results'][number]): Bar | null {
  const spans = timing.flatMap(({ name, started_at, completed_at }) => {
    const [start, end] = [secondsOf(started_at), secondsOf(completed_at)]
    return start === null || end === null ? [] : [{ name, start, end }]
  })
  if (spans.length === 0) return null
  const executes = spans.find(({ name }) => name === 'execute')?.start ?? null
  const start = Math.min(...spans.map((span) => span.start))
  return {
    id,
    name: nameOf(id),
    kind: id.split('.')[0] ?? '',
    status,
    thread,
    start,
    executes,
    end: Math.max(...spans.map(({ end }) => end)),
  }
}

function secondsOf(moment: string | null): number | null {
  if (moment === null) return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(moment) ? moment : `${moment}Z`
  const milliseconds = Date.parse(zoned)
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000
}

function nameOf(id: string): string {
  const [kind, , ...parts] = id.split('.')
  return (kind === 'test' ? parts[0] : parts.join('.')) ?? id
}

function lanes(bars: readonly Bar[]): readonly Lane[] {
  const threads = [...new Set(bars.map(({ thread }) => thread))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  return threads.map((thread) => {
    const own = bars.filter((bar) => bar.thread === thread)
    return { thread, bars: own, busy: own.reduce((sum, bar) => sum + durationOf(bar), 0) }
  })
}

/**
 * Whom each waited for: what it depends on, and, where tests hold up what comes after (`build`), tests of that. Only what
 * had ended by then: so it was.
 */
function waiting(bars: readonly Bar[], manifest: ManifestArtifact): (bar: Bar) => readonly Bar[] {
  const byId = new Map(bars.map((bar) => [bar.id, bar]))
  const testsOf = new Map<string, Bar[]>()
  for (const bar of bars)
    if (bar.kind === 'test' || bar.kind === 'unit_test')
      for (const id of parentsOf(bar.id, manifest)) testsOf.set(id, [...(testsOf.get(id) ?? []), bar])
  return (bar) => {
    const parents = parentsOf(bar.id, manifest)
    const tests = bar.kind === 'test' || bar.kind === 'unit_test' ? [] : parents.flatMap((id) => testsOf.get(id) ?? [])
    return [...parents.flatMap((id) => byId.get(id) ?? []), ...tests].filter((other) => other.end <= bar.start)
  }
}

function parentsOf(id: string, { nodes, unit_tests }: ManifestArtifact): readonly string[] {
  const node = nodes[id]
  if (node === undefined) return unit_tests[id]?.depends_on.nodes ?? []
  return node.resource_type === 'seed' ? [] : node.depends_on.nodes
}

/** `bars` come in the order of their start, so that whom one waited for stands before it. */
function longestChain(bars: readonly Bar[], waitedFor: (bar: Bar) => readonly Bar[]): readonly Bar[] {
  const sums = new Map<Bar, { readonly sum: number; readonly before: Bar | null }>()
  let last: Bar | null = null
  const sumOf = (bar: Bar | null): number => (bar === null ? 0 : (sums.get(bar)?.sum ?? 0))
  for (const bar of bars) {
    let before: Bar | null = null
    for (const other of waitedFor(bar)) if (sumOf(other) > sumOf(before)) before = other
    sums.set(bar, { sum: sumOf(before) + durationOf(bar), before })
    if (sumOf(bar) > sumOf(last)) last = bar
  }
  const chain: Bar[] = []
  for (let bar = last; bar !== null; bar = sums.get(bar)?.before ?? null) chain.unshift(bar)
  return chain
}
