/** What a run that was told to stop did not do: what was cancelled on the server, and what was never begun. */
import { runnableOf } from '../../assay.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { NodeResult, RunResults } from '../../run/result.ts'
import { thingOf, wasCancelled } from './node-row.ts'
import type { Style } from './style.ts'
import { wrap } from './width.ts'
import { duration, enumerate, harmless } from './words.ts'

/** Past these, the rest is counted. */
const MOST_NAMED = 40
const LABEL = 'cancelled  '.length

export function printUndone({ results }: RunResults, manifest: Manifest, style: Style, columns: number): string {
  const named = ({ id }: NodeResult): string => harmless(runnableOf(manifest, id)?.name ?? id)
  const cancelled = results.filter(wasCancelled).map((result) => {
    const node = runnableOf(manifest, result.id)
    const kind = node === undefined ? '' : `${thingOf(node).kind} `
    return `${kind}${named(result)}, after ${duration(result.executionTime)}`
  })
  const waiting = results.filter(({ status }) => status === 'skipped').map(named)
  const more = waiting.length - MOST_NAMED
  const names = enumerate(more > 0 ? [...waiting.slice(0, MOST_NAMED), `${more} more`] : waiting)
  return [
    ...cancelled.map((text) => `${style.yellow('cancelled')}  ${text}\n`),
    ...(waiting.length === 0 ? [] : [hanging(style.dim('not begun'), names, columns)]),
  ].join('')
}

function hanging(label: string, text: string, columns: number): string {
  const lines = wrap(text, Math.max(20, columns - 1 - LABEL))
  return `${label}  ${lines.join(`\n${' '.repeat(LABEL)}`)}\n`
}
