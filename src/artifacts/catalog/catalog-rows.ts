import { catalogColumnMissing } from '../errors.ts'

/** One column of one relation of the database, as the macros `get_catalog` and `get_catalog_relations` find it. */
export interface CatalogRow {
  readonly database: string | null
  readonly schema: string
  readonly table: string
  /** `BASE TABLE`, `VIEW`, `MATERIALIZED VIEW` … */
  readonly type: string
  readonly comment: string | null
  readonly owner: string | null
  readonly column: string
  /** From 1; gaps where columns were dropped. */
  readonly columnIndex: number
  readonly columnType: string
  readonly columnComment: string | null
}

/** What the catalog query answered, cell by cell as text. */
export interface CatalogAnswer {
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** The rows of a catalog query by dbt's names of its columns (`table_schema`, `column_index` …), in any order. */
export function readCatalogRows({ columns, rows }: CatalogAnswer): readonly CatalogRow[] {
  const names = columns.map((column) => column.name)
  const at = (name: string): number => {
    const index = names.indexOf(name)
    if (index === -1) throw catalogColumnMissing(name, names)
    return index
  }
  const places = {
    database: at('table_database'),
    schema: at('table_schema'),
    table: at('table_name'),
    type: at('table_type'),
    comment: at('table_comment'),
    owner: at('table_owner'),
    column: at('column_name'),
    columnIndex: at('column_index'),
    columnType: at('column_type'),
    columnComment: at('column_comment'),
  }
  return rows.map((row) => {
    const cell = (key: keyof typeof places): string | null => row[places[key]] ?? null
    return {
      database: cell('database'),
      schema: cell('schema') ?? '',
      table: cell('table') ?? '',
      type: cell('type') ?? '',
      comment: cell('comment'),
      owner: cell('owner'),
      column: cell('column') ?? '',
      columnIndex: Number(cell('columnIndex')),
      columnType: cell('columnType') ?? '',
      columnComment: cell('columnComment'),
    }
  })
}
