/** docs/library.md is run: its tables are models, its calls are compiled and asked, and what it shows must come out. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installationFolder } from '../../base/installation.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import { load } from '../load-project.ts'
import { type Ran, type RunnableProject, runnable } from '../run-project.ts'
import { type TestDatabase, withDatabase } from '../with-database.ts'
import { blocksOf, type Table } from './page.ts'

const BLOCKS = blocksOf(readFileSync(join(installationFolder(), 'docs/library.md'), 'utf8'))
const TABLES = BLOCKS.flatMap((block) => (block.kind === 'table' && block.title !== null ? [block] : []))
const YAML = BLOCKS.flatMap((block) => (block.kind === 'code' && block.language === 'yaml' ? [block.text] : []))
const CALLS = BLOCKS.flatMap((block, i) => {
  const result = BLOCKS[i + 1]
  return block.kind === 'code' && block.language === 'sql' ? [{ ...block, result }] : []
})
const VERDICTS = BLOCKS.flatMap((block) =>
  block.kind === 'table' && block.columns.includes('fails here with') ? block.rows : [],
)

let database: TestDatabase
let project: RunnableProject
let ran: Ran

beforeAll(async () => {
  database = await withDatabase()
  project = await runnable(database, {
    'project.yml': "name: page\nmodels: {+materialized: table}\nvars: {features_as_of: '2026-03-01'}\n",
    ...Object.fromEntries(TABLES.map((table) => [`models/${table.title}.sql`, selectOf(table)])),
    ...Object.fromEntries(YAML.map((text, i) => [`models/properties_${i}.yml`, text])),
    ...Object.fromEntries(CALLS.map(({ text }, i) => [`models/call_${i}.sql`, text])),
  })
  ran = await project.run('build')
})

afterAll(async () => {
  await project?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
})

describe('every call gives what the page shows', () => {
  for (const [i, { heading, result }] of CALLS.entries())
    test(`${heading}, call ${i}`, async () => {
      expect(ran.of(`call_${i}`).message).toMatch(/^SELECT \d+$/)
      if (result?.kind !== 'table') throw new Error('no result is shown')
      expect(await shown(`call_${i}`, result.columns)).toEqual({ columns: result.columns, rows: result.rows })
    })
})

test('every generic test fails with what the page says, and every one is there', async () => {
  const said = VERDICTS.map(([call, , , culprit]) => [call?.match(/^`(\w+)\(/)?.[1], culprit])
  const found = []
  for (const [name, culprit] of said) {
    const result = ran.results.find(({ id }) => id.startsWith(`test.page.assay_${name}_`))
    const [column, ...rows] = await failing(result?.compiledCode ?? '')
    found.push([name, `${column}${rows.join(', ')}`])
    expect(result?.status, `${name} finds ${culprit}`).toBe('fail')
  }
  expect(found).toEqual(said)
  expect(said.length).toBeGreaterThan(11)
})

test('every macro and every test of the library has a call on the page', async () => {
  const { manifest } = await load(project.folder)
  const names = [...manifest.macros.values()]
    .filter(({ package: owner, path }) => owner === 'assay' && !/internal/.test(path))
    .map(({ name }) => name.replace(/^test_/, ''))
  const called = [...CALLS.map(({ text }) => text), ...YAML].join('\n')
  // It is an experiment, and shown in docs/time.md.
  const other = names.filter((name) => name !== 'leakage')
  expect(other.filter((name) => !new RegExp(`\\b${name}(?:\\(|:)`).test(called))).toEqual([])
  expect(names.length).toBeGreaterThan(15)
})

/** The rows of a relation as the page would show them, ordered by all columns. */
async function shown(name: string, wanted: readonly string[]): Promise<Pick<Table, 'columns' | 'rows'>> {
  await using session = await database.warehouse.open()
  const { columns, rows } = await session.query(
    `select * from analytics.${name} order by ${wanted.map((_, i) => i + 1).join(', ')}`,
    [],
  )
  return { columns: columns.map((column) => column.name), rows: rows.map((row) => row.map((cell) => cell ?? '')) }
}

/** Whom a test's query names: `loan 2`, or what its first column says. */
async function failing(sql: string): Promise<readonly string[]> {
  await using session = await database.warehouse.open()
  const { columns, rows } = await session.query(sql, [])
  return [columns[0]?.name === 'loan_id' ? 'loan ' : '', ...rows.map((row) => row[0] ?? '')]
}

/** A table of the page as a select, its columns typed by what is in them. */
function selectOf({ columns, rows }: Table): string {
  const lines = rows.map((row) => `  (${row.map((cell) => (cell === '' ? 'null' : `'${cell}'`)).join(', ')})`)
  const typed = columns.map(
    (name, i) => `${quoteIdentifier(name)}::${typeOf(rows.map((row) => row[i] ?? ''))} as ${quoteIdentifier(name)}`,
  )
  const names = columns.map(quoteIdentifier).join(', ')
  return `select ${typed.join(', ')}\nfrom (values\n${lines.join(',\n')}\n) as written (${names})\n`
}

function typeOf(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '')
  if (filled.every((cell) => /^-?\d+$/.test(cell))) return 'integer'
  if (filled.every((cell) => /^\d{4}-\d\d-\d\d$/.test(cell))) return 'date'
  return filled.every((cell) => /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|-infinity)$/.test(cell)) ? 'timestamp' : 'text'
}
