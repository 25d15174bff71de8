import { quoteIdentifier } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import { noSplits, noSuchSplit } from '../errors.ts'
import type { VersionEntry } from '../registry/version-entry.ts'
import { csvLine } from './csv.ts'
import { type Sink, writeParquet } from './parquet.ts'
import { parquetColumn } from './parquet-column.ts'
import { rowsOf } from './rows.ts'

export interface Export {
  readonly format: 'csv' | 'parquet'
  /** Null: all. */
  readonly split: string | null
  readonly sink: Sink
  readonly signal?: AbortSignal
}

/** Writes the rows of a version, or of one split of it, piece by piece; their number. */
export async function exportVersion(
  session: Session,
  entry: VersionEntry,
  { format, split, sink, signal }: Export,
): Promise<number> {
  checkSplit(entry, split)
  if (format === 'parquet') {
    const columns = entry.columns.map(parquetColumn)
    const { name, version, code_hash, feature_version, generated_at } = entry
    const metadata = { training_set: name, version, code_hash, feature_version, generated_at }
    const batches = rowsOf(
      session,
      entry,
      columns.map((column) => column.sql),
      split,
      signal,
    )
    return writeParquet(columns, batches, sink, metadata)
  }
  const encoder = new TextEncoder()
  const names = entry.columns.map((column) => column.name)
  await sink(encoder.encode(csvLine(names)))
  let rows = 0
  for await (const batch of rowsOf(session, entry, names.map(quoteIdentifier), split, signal)) {
    rows += batch.length
    await sink(encoder.encode(batch.map(csvLine).join('')))
  }
  return rows
}

function checkSplit({ name, splits }: VersionEntry, split: string | null): void {
  if (split === null) return
  const names = splits.map((one) => one.name)
  if (names.length === 0) throw noSplits(name)
  if (!names.includes(split)) throw noSuchSplit(name, split, names)
}
