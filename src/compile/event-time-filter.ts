/**
 * Which rows of what is read count, by the time they declare: those of a batch, of a sample, or of both.
 * https://docs.getdbt.com/docs/build/sample-flag
 */
import type { EventTimeFilter } from '../context/relation-value.ts'
import type { TimeWindow } from '../resources/batch.ts'
import type { Model, Node, Seed, Snapshot } from '../resources/node.ts'
import { quoteIdentifier } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'

/** Null where the reader is neither model nor snapshot, or what it reads declares no event time. */
export function eventTimeFilter(
  reader: Node,
  read: Model | Seed | Snapshot | Source,
  window: TimeWindow | null,
): EventTimeFilter | null {
  const field = read.config.event_time
  if (window === null || field === null || (reader.kind !== 'model' && reader.kind !== 'snapshot')) return null
  return { field: isQuoted(read, field) ? quoteIdentifier(field) : field, ...window }
}

/** As the column says, else (of a source) `quoting: {column: …}`. */
function isQuoted(read: Model | Seed | Snapshot | Source, field: string): boolean {
  const own = read.columns.get(field)?.quote
  return own ?? (read.kind === 'source' && read.quoting.column === true)
}
