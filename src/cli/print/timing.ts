/** Where the time of a run went: what it could not have done without, what took longest, how busy its threads were. */
import type { Timeline } from '../../assay.ts'
import { cut, padEnd, padStart, widest } from './width.ts'
import { count, duration, harmless } from './words.ts'

const MOST = 10
const BAR = 24

type Bar = Timeline['bars'][number]

function durationOf({ start, end }: Bar): number {
  return end - start
}

export function printTiming(timeline: Timeline, width: number | null): string {
  const { command, bars, seconds, threads, criticalPath, skipped } = timeline
  if (bars.length === 0) return `${harmless(command)}: nothing was run`
  const sum = criticalPath.reduce((all, bar) => all + durationOf(bar), 0)
  const without = skipped === 0 ? '' : `, ${skipped} skipped`
  const head = `${doneBy(harmless(command), bars.length)}${without}: ${duration(seconds)} on ${count(threads.length, 'thread')}`
  const longest = bars.toSorted((a, b) => durationOf(b) - durationOf(a)).slice(0, MOST)
  const most = Math.max(...longest.map(durationOf), 0)
  const lines = (some: readonly Bar[]): readonly string[] => some.map((bar) => lineOf(bar, most, width))
  const path =
    criticalPath.length > MOST
      ? criticalPath.toSorted((a, b) => durationOf(b) - durationOf(a)).slice(0, MOST)
      : criticalPath
  const kept = criticalPath.filter((bar) => path.includes(bar))
  const names = widest(
    threads.map(({ thread }) => harmless(thread)),
    0,
  )
  return [
    head,
    '',
    `critical path: ${duration(sum)} in ${count(criticalPath.length, 'node')}${kept.length < criticalPath.length ? `, the longest ${kept.length} of them` : ''}`,
    ...lines(kept),
    '',
    'longest',
    ...lines(longest),
    '',
    'threads',
    ...threads.map(({ thread, busy, bars: own }) => {
      const share = busy / Math.max(1e-9, seconds)
      return `  ${padEnd(harmless(thread), names)}  ${meter(share)}  ${padStart(`${Math.round(100 * share)} %`, 5)}  ${count(own.length, 'node')}`
    }),
  ].join('\n')
}

/** What the command did with so many nodes, where its name does not say it: all that is timed of some is compiling. */
function doneBy(command: string, nodes: number): string {
  if (command === 'docs generate') return `${count(nodes, 'node')} compiled for ${command}`
  if (command === 'run-operation') return count(nodes, command)
  return `${command} of ${count(nodes, command === 'test' ? 'test' : 'node')}`
}

function lineOf(bar: Bar, most: number, width: number | null): string {
  const text = `  ${padStart(duration(durationOf(bar)), 7)}  ${meter(durationOf(bar) / Math.max(1e-9, most))}  ${harmless(bar.name)}${bar.kind === 'model' ? '' : ` (${harmless(bar.kind)})`}`
  return width === null ? text : cut(text, width)
}

/** `██████░░░░` */
function meter(share: number): string {
  const full = Math.max(0, Math.min(BAR, Math.round(share * BAR)))
  return '█'.repeat(full) + '░'.repeat(BAR - full)
}
