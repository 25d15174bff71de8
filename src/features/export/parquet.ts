import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { ParquetColumn } from './parquet-column.ts'
import type { Cells } from './rows.ts'

/** Takes a piece of a file; the next comes when it is done. */
export type Sink = (bytes: Uint8Array) => Promise<void>

/** Rows of one batch of the database become a row group; only one of them is in memory. */
export async function writeParquet(
  columns: readonly ParquetColumn[],
  batches: AsyncIterable<readonly Cells[]>,
  sink: Sink,
  metadata: Readonly<Record<string, string>>,
): Promise<number> {
  const bytes = new ByteWriter(1 << 20)
  const flush = async (): Promise<void> => {
    const piece = bytes.getBytes()
    if (piece.length > 0) await sink(piece)
    bytes.index = 0
  }
  const writer = new ParquetWriter({
    writer: Object.assign(bytes, { flush, finish: flush }),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(({ schema }) => schema)],
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: 'assay',
  })
  let rows = 0
  for await (const batch of batches) {
    rows += batch.length
    const columnData = columns.map(({ name, read }, at) => ({
      name,
      data: batch.map((row) => {
        const cell = row[at] ?? null
        return cell === null ? null : read(cell)
      }),
    }))
    await writer.write({ columnData, rowGroupSize: batch.length })
  }
  await writer.finish()
  return rows
}
