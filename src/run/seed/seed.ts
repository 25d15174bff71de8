import type { Seed } from '../../resources/node.ts'
import { QUOTE_ALL, quoteIdentifier, type RelationName, writeRelation } from '../../resources/relation.ts'
import { asDatabaseError } from '../database-error.ts'
import { unknownColumnTypes, wrongSeedValue } from '../errors.ts'
import { withHooks } from '../hooks.ts'
import type { Done, Job } from '../job.ts'
import { finishRelation } from '../materialize/finish-relation.ts'
import { createIndexes } from '../materialize/table.ts'
import { candidateOf, publish } from '../publish/publish.ts'
import { inferType, readText } from './infer-type.ts'
import { type Csv, readCsv } from './read-csv.ts'

/**
 * A csv file as a table, by COPY: built beside and swapped in like any table, so that its columns may change and its
 * readers see the old rows until the new ones are all there. https://docs.getdbt.com/docs/build/seeds
 */
export async function materializeSeed(job: Job<Seed>): Promise<Done> {
  const { config, relation: live, originalPath } = job.node
  const csv = await readCsv(job.node.file, originalPath, config.delimiter, job.warn)
  const unknown = Object.keys(config.column_types).filter((name) => !csv.columns.includes(name))
  if (unknown.length > 0) job.warn(unknownColumnTypes(job.node.name, originalPath, unknown, csv.columns))
  const rows = job.state.empty ? { ...csv, rows: [] } : csv
  const columns = columnsOf(job.node, csv)

  return withHooks(job, async (last) => {
    const candidate: RelationName = candidateOf(job, live)
    const name = writeRelation({ ...candidate, database: null, quoting: QUOTE_ALL })
    const list = columns.map(({ quoted, type }) => `${quoted} ${type}`).join(', ')
    await job.connection.execute(`create table ${name} (${list})`)
    const copied = await job.connection
      .copyIn(`copy ${name} (${columns.map(({ quoted }) => quoted).join(', ')}) from stdin`, copyRows(rows, columns))
      .catch((error: unknown) => {
        throw inCsv(error, csv, columns, originalPath)
      })
    await createIndexes(job, candidate, 'table')
    await finishRelation(job, candidate, 'table')
    await publish(job, live, candidate, 'table', last)
    return {
      message: `INSERT ${copied}`,
      response: { message: `INSERT ${copied}`, code: 'INSERT', rowsAffected: copied },
    }
  })
}

/** COPY counts rows and knows nothing of the file: a value it refuses is told with its line there, and its column. */
function inCsv(error: unknown, csv: Csv, columns: readonly SeedColumn[], file: string): unknown {
  const refused = asDatabaseError(error)
  const [, row, quoted] = /^COPY .*?, line (\d+), column (.+?)(?:: |$)/.exec(refused?.context ?? '') ?? []
  const line = csv.lines[Number(row) - 1]
  if (refused === undefined || line === undefined) return error
  const index = csv.columns.indexOf(quoted ?? '')
  return wrongSeedValue(file, line, quoted ?? '', columns[index]?.type ?? 'its type', refused, csv.text)
}

interface SeedColumn {
  readonly quoted: string
  readonly type: string
  readonly read: (cell: string) => string | null
}

function columnsOf({ config }: Seed, csv: Csv): readonly SeedColumn[] {
  return csv.columns.map((name, index) => {
    const quoted = config.quote_columns === false ? name : quoteIdentifier(name)
    const given = config.column_types[name]
    if (given !== undefined) return { quoted, type: given, read: readText }
    const { type, read } = inferType(cellsOf(csv, index))
    return { quoted, type, read }
  })
}

function* cellsOf(csv: Csv, index: number): IterableIterator<string | null> {
  for (const row of csv.rows) yield row[index] ?? null
}

/** Rows in COPY's text format, some tens of kilobytes at a time. */
function* copyRows(csv: Csv, columns: readonly SeedColumn[]): IterableIterator<string> {
  let chunk = ''
  for (const row of csv.rows) {
    chunk += `${columns.map(({ read }, index) => copyCell(read, row[index] ?? null)).join('\t')}\n`
    if (chunk.length > 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}

function copyCell(read: SeedColumn['read'], cell: string | null): string {
  const value = cell === null ? null : read(cell)
  if (value === null) return '\\N'
  return value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
