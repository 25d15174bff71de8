import { quoteIdentifier } from '../../resources/relation.ts'
import type { Session } from '../../warehouse/warehouse.ts'
import type { VersionEntry } from '../registry/version-entry.ts'

export type Cells = readonly (string | null)[]

/** How many rows are read at once. */
const BATCH = 20_000

/**
 * The rows of a version, some at a time, in the order of the table, which is always the same since nothing changes it.
 * `columns` are SQL; null as `split` means all of them.
 */
export async function* rowsOf(
  session: Session,
  { schema_name, relation_name }: Pick<VersionEntry, 'schema_name' | 'relation_name'>,
  columns: readonly string[],
  split: string | null,
  signal?: AbortSignal,
): AsyncGenerator<readonly Cells[]> {
  const where = split === null ? '' : ` where "split" = '${split.replaceAll("'", "''")}'`
  const table = `${quoteIdentifier(schema_name)}.${quoteIdentifier(relation_name)}`
  // Without the setting a scan may begin in the middle of the table, where another one is.
  await session.statements(
    `begin read only; set local synchronize_seqscans = off; declare assay_export no scroll cursor for select ${columns.join(', ')} from ${table}${where}`,
    signal,
  )
  try {
    for (;;) {
      const { rows } = await session.query(`fetch ${BATCH} from assay_export`, [], signal)
      if (rows.length === 0) break
      yield rows
    }
  } finally {
    await session.statements('rollback')
  }
}
