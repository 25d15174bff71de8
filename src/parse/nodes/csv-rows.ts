import { CsvError, parse } from 'csv-parse/sync'
import type { Location } from '../../base/position.ts'
import type { YamlMap } from '../../yaml/yaml-value.ts'
import { setOwn } from '../../yaml/yaml-value.ts'
import { invalidUnitTest } from '../errors.ts'
import type { Report } from '../report.ts'

/**
 * The rows of csv text as Python's csv.DictReader gives them: a header, then texts by column. An empty cell is null, as
 * dbt takes it; a row that ends early is null in the rest. Null after reporting what is wrong.
 */
export function readCsvRows(text: string, what: string, at: Location, report: Report): readonly YamlMap[] | null {
  let records: string[][]
  try {
    records = parse(text, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    report(
      invalidUnitTest(`${what} cannot be read as csv: ${error.message}`, at, 'a cell with a comma stands in quotes'),
    )
    return null
  }
  const [header = [], ...lines] = records
  const rows: YamlMap[] = []
  for (const cells of lines) {
    if (cells.length > header.length) {
      report(
        invalidUnitTest(
          `${what} has a row of ${cells.length} cells below a header of ${header.length}: ${cells.join(',')}`,
          at,
          'a cell that contains a comma must stand in double quotes',
        ),
      )
      return null
    }
    const row: Record<string, string | null> = {}
    for (const [index, name] of header.entries()) setOwn(row, name, cells[index] || null)
    rows.push(row)
  }
  return rows
}
