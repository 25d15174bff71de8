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
  const quoted = read.columns.get(field)?.quote === true
  return { field: quoted ? quoteIdentifier(field) : field, ...window }
}
