/** What became of all nodes, counted: in one line, and where they are many as a table by kind. */
import { runnableOf } from '../../assay.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { NodeResult, NodeStatus, RunResults } from '../../run/result.ts'
import { rowsOf, wasCancelled } from './node-row.ts'
import { colorOf, hasFailed } from './row.ts'
import type { Style } from './style.ts'
import { padEnd, padStart, widest, widthOf } from './width.ts'
import { count, duration, enumerate, grouped, harmless, plural } from './words.ts'

type Outcome = NodeStatus | 'cancelled' | 'not begun'

const WORDS: readonly (readonly [Outcome, (n: number) => string])[] = [
  ['success', (n) => `${n} built`],
  ['pass', (n) => `${n} passed`],
  ['no-op', (n) => `${n} unchanged`],
  ['warn', (n) => `${n} warned`],
  ['partial success', (n) => `${n} partly built`],
  ['fail', (n) => `${n} failed`],
  ['error', (n) => count(n, 'error')],
  ['cancelled', (n) => `${n} cancelled`],
  ['not begun', (n) => `${n} not begun`],
  ['skipped', (n) => `${n} skipped`],
]

/**
 * `Failed in 3.40s: 6 built, 2 passed, 1 error`; hooks count where they failed, exposures and saved queries never. `done` is the word for
 * success.
 */
export function headline(
  { results, startedAt, completedAt, interrupted }: RunResults,
  style: Style,
  done = 'built',
): string {
  const nodes = results.filter(({ id, status }) => !isIdle(id) && (!isHook(id) || hasFailed(status)))
  const failed = nodes.some(({ status }) => hasFailed(status))
  const head = interrupted
    ? style.yellow(style.bold('Interrupted'))
    : failed
      ? style.red(style.bold('Failed'))
      : style.green(style.bold('Done'))
  const paint = (outcome: Outcome): ((text: string) => string) => {
    if (outcome === 'success') return String
    return outcome === 'cancelled' ? style.yellow : outcome === 'not begun' ? style.dim : colorOf(outcome, style)
  }
  const parts = WORDS.flatMap(([status, word]) => {
    const n = nodes.filter((result) => outcomeOf(result, interrupted) === status).length
    return n === 0 ? [] : [paint(status)(status === 'success' ? `${n} ${done}` : word(n))]
  })
  const time = duration((completedAt.getTime() - startedAt.getTime()) / 1000)
  return `${head} ${interrupted ? 'after' : 'in'} ${time}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

/** In a run that was told to stop, nothing is to be blamed for what was cancelled or not begun. */
function outcomeOf(result: NodeResult, interrupted: boolean): Outcome {
  if (!interrupted) return result.status
  return wasCancelled(result) ? 'cancelled' : result.status === 'skipped' ? 'not begun' : result.status
}

/** Fewer nodes than this can be counted with the eye. */
const LEAST_COUNTED = 12

/** In the order in which they are usually built. */
const KINDS = ['seed', 'function', 'model', 'snapshot', 'unit_test', 'test'] as const

interface Column {
  readonly title: string
  readonly of: (results: readonly NodeResult[]) => string
  readonly paint?: (text: string) => string
}

/** Each kind with its numbers, rows and time, columns in line; and what took longest. Empty for small runs. */
export function kindTable({ results }: RunResults, manifest: Manifest, style: Style, width: number): readonly string[] {
  const nodes = results.filter(({ id }) => !isHook(id) && !isIdle(id))
  if (nodes.length < LEAST_COUNTED) return []
  const groups = KINDS.flatMap((kind) => {
    const same = nodes.filter(({ id }) => runnableOf(manifest, id)?.kind === kind)
    return same.length === 0 ? [] : [{ name: plural(kind.replace('_', ' ')), results: same }]
  })
  const columns = columnsFor(style).filter(({ of }) => of(nodes) !== '')
  const names = widest(
    groups.map(({ name }) => name),
    0,
  )
  const cells = groups.map((group) => columns.map(({ of }) => of(group.results)))
  const widths = columns.map(({ title }, at) =>
    widest(
      cells.map((row) => row[at] ?? ''),
      widthOf(title),
    ),
  )
  const line = (name: string, row: readonly string[], paint: (text: string, at: number) => string): string =>
    [padEnd(name, names), ...row.map((cell, at) => paint(padStart(cell, widths[at] ?? 0), at))].join('   ').trimEnd()
  const titles = columns.map(({ title }) => title)
  return [
    style.dim(line('', titles, (text) => text)),
    ...groups.map(({ name }, at) =>
      line(name, cells[at] ?? [], (text, column) => (columns[column]?.paint ?? String)(text)),
    ),
    ...slowest(nodes, manifest, style, width),
  ]
}

function columnsFor(style: Style): readonly Column[] {
  const number = (title: string, like: NodeStatus, ...statuses: readonly NodeStatus[]): Column => ({
    title,
    of: (results) => {
      const n = results.filter(({ status }) => statuses.includes(status)).length
      return n === 0 ? '' : grouped(n)
    },
    paint: colorOf(like, style),
  })
  return [
    number('ok', 'pass', 'success', 'pass', 'no-op'),
    number('warn', 'warn', 'warn'),
    number('fail', 'fail', 'fail', 'partial success'),
    number('error', 'error', 'error'),
    number('skip', 'skipped', 'skipped'),
    {
      title: 'rows',
      of: (results) => {
        const counted = results.flatMap((result) => rowsOf(result) ?? [])
        return counted.length === 0 ? '' : grouped(counted.reduce((all, n) => all + n, 0))
      },
    },
    {
      title: 'time',
      of: (results) => {
        const ran = results.filter(({ status }) => status !== 'skipped')
        return ran.length === 0 ? '' : duration(ran.reduce((all, { executionTime }) => all + executionTime, 0))
      },
    },
  ]
}

const MOST_SLOW = 3
/** Seconds; what is quicker is nobody's trouble. */
const SLOW = 0.5

function slowest(nodes: readonly NodeResult[], manifest: Manifest, style: Style, width: number): readonly string[] {
  const words = nodes
    .filter(({ executionTime }) => executionTime >= SLOW)
    .sort((a, b) => b.executionTime - a.executionTime)
    .slice(0, MOST_SLOW)
    .map(({ id, executionTime }) => `${harmless(runnableOf(manifest, id)?.name ?? id)} ${duration(executionTime)}`)
  const head = 'slowest: '
  while (words.length > 1 && widthOf(head + enumerate(words)) > width) words.pop()
  return words.length === 0 ? [] : [style.dim(head + enumerate(words))]
}

function isIdle(id: string): boolean {
  return /^(?:exposure|saved_query)\./.test(id)
}

function isHook(id: string): boolean {
  return id.startsWith('operation.')
}
