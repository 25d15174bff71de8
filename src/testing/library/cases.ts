/**
 * The cases of the standard library (README.md): each becomes a project of its own, is compiled by our engine, and its
 * SQL is run on the tables of `setup.sql`.
 */
import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { compileNode, createCompiler, type Warehouse } from '../../assay.ts'
import { AssayError } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import { load, withFiles } from '../load-project.ts'

/** What a call must make: SQL in a file and what that returns, or an error and where it points to. */
interface Expectation {
  readonly name: string
  readonly file?: string
  readonly timezone?: string
  /** All columns, in order. */
  readonly columns?: readonly string[]
  /** Those of them whose values are in `rows`, as text. */
  readonly compare?: readonly string[]
  readonly rows?: readonly (readonly (string | null)[])[]
  readonly error?: string
  /** `file:line:column` of the call in the user's file. */
  readonly at?: string
}

export interface MacroCase extends Expectation {
  readonly call?: string
}

export interface TestCase extends Expectation {
  readonly source: string
  readonly test: string
  readonly column?: string
  readonly arguments: Json
  readonly config?: Json
}

/** The cases of one file, `as_of_join` for instance. */
export function casesOf<T extends Expectation>(name: string): readonly T[] {
  return JSON.parse(textOf(`${name}.cases.json`)) // ours to write correctly
}

/** The text of a file of this folder. */
export function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** The statements that make the tables; without the collation that only a server with ICU has. */
export function setupFor({ kind }: Warehouse): string {
  const sql = textOf('setup.sql')
  return kind === 'embedded' ? sql.replaceAll(' collate "en-x-icu"', '') : sql
}

/** The call of a case, as the whole text of a model. */
export function callOf(macro: string, { call, file }: MacroCase): string {
  return call ?? textOf(`${macro}/${file}.sql`)
}

/** The SQL a model with this text compiles to, the database named `db`. */
export function compileModel(text: string): Promise<string> {
  return compileSubject({ 'models/subject.sql': text })
}

/** The SQL of a generic test under the name `subject`. */
export function compileTest({ source, test, column, config, arguments: arguments_ }: TestCase): Promise<string> {
  const definition = { [test]: { name: 'subject', arguments: arguments_, ...(config === undefined ? {} : { config }) } }
  const properties: Properties = parse(PROJECT['models/sources.yml'] ?? '')
  const table = properties.sources[0]?.tables.find(({ name }) => name === source)
  if (table === undefined) throw new Error(`there is no source called ${source}`)
  if (column === undefined) table.data_tests = [definition]
  else
    table.columns = [
      ...(table.columns ?? []).filter(({ name }) => name !== column),
      { name: column, data_tests: [definition] },
    ]
  return compileSubject({ 'models/sources.yml': stringify(properties) })
}

interface Properties {
  sources: { tables: Tested[] }[]
}

interface Tested {
  name: string
  data_tests?: unknown[]
  columns?: Tested[]
}

async function compileSubject(files: Readonly<Record<string, string>>): Promise<string> {
  await using folder = await withFiles({ ...PROJECT, ...files })
  const { project, manifest, invocation } = await load(folder)
  const subject = [...manifest.nodes.values()].find(({ name }) => name === 'subject')
  if (subject === undefined || subject.kind === 'seed') throw new Error('there is no node called subject')
  const { code } = await compileNode(createCompiler(project, manifest, invocation), subject)
  return code.text.replaceAll(quoteIdentifier(project.target.database), '"db"')
}

const PROJECT = Object.fromEntries(
  ['models/sources.yml', 'models/recent_scores.sql', 'snapshots/customers_history.sql'].map((path) => [
    path,
    textOf(`project/${path}`),
  ]),
)

/** What compiling failed with: the message, and `file:line:column`. */
export async function refusal(compiling: Promise<string>): Promise<Refusal> {
  try {
    await compiling
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    const { message, at } = error.diagnostics[0]
    return { error: message, at: `${at?.file}:${at?.line}:${at?.column}` }
  }
  throw new Error('it compiles, and should not')
}

export type Refusal = Required<Pick<Expectation, 'error' | 'at'>>

/** The text with every run of white space as one blank. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export interface Answer {
  readonly columns: readonly string[]
  /** The columns to compare as text, sorted. */
  readonly rows: readonly (readonly (string | null)[])[]
}

/** Runs compiled SQL. */
export async function answerTo(
  sql: string,
  { compare = [], timezone = 'UTC' }: Expectation,
  warehouse: Warehouse,
): Promise<Answer> {
  const query = sql.replaceAll('"db"', quoteIdentifier(warehouse.database))
  const wanted = compare.map((column) => `${quoteIdentifier(column)}::text`).join(', ')
  await using session = await warehouse.open()
  await session.query("select set_config('TimeZone', $1, false)", [timezone])
  const [whole, compared] = await session.statements(
    `select * from (\n${query}\n) as subject limit 0;\nselect ${wanted} from (\n${query}\n) as subject`,
  )
  return { columns: whole?.columns.map(({ name }) => name) ?? [], rows: sorted(compared?.rows ?? []) }
}

/** Rows in an order of their own. */
export function sorted(rows: Answer['rows']): Answer['rows'] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}
