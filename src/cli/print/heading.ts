import type { Project } from '../../assay.ts'
import type { Runnable } from '../../resources/unit-test.ts'
import type { Style } from './style.ts'
import { count, enumerate, harmless } from './words.ts'

/** `jaffle_shop → dev: shop at localhost:5432`, and below it what is going to be done. */
export function printHeading(
  nodes: readonly Runnable[],
  threads: number,
  project: Project | null,
  style: Style,
): string {
  const kinds = new Map<string, number>()
  for (const { kind } of nodes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const counts = [...kinds].map(([kind, n]) => count(n, kind.replace('_', ' ')))
  const what = nodes.length === 0 ? 'nothing to do' : `${enumerate(counts)}, ${count(threads, 'thread')}`
  const name = project === null ? '' : style.bold(project.settings.name) + style.dim(` → ${harmless(placeOf(project))}`)
  return `${name}\n${style.dim(what)}\n\n`
}

function placeOf({ target, connection }: Project): string {
  if (connection.kind === 'embedded') return `embedded database, schema ${target.schema}`
  return `${target.name}: ${target.database} at ${target.host}:${target.port}, schema ${target.schema}`
}
