import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type LeakageReport, leakage } from '../../assay.ts'
import { buildGraph } from '../../graph/graph.ts'
import { load, withFiles } from '../../testing/load-project.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'

/**
 * Small projects with one planted leak each, and others that only look so. `raw.sql` has the data, `sources.yml` its
 * clocks; the models are in `leaks.yml` and `clean.yml`. Those of the folder `strangers` were written by people who had
 * not seen the tool.
 */
interface Planted {
  readonly models: Readonly<Record<string, string>>
  /** Seeds, snapshots and their properties, by path. */
  readonly files?: Readonly<Record<string, string>>
  readonly columns?: readonly string[]
  readonly from?: string
  readonly exempt?: readonly string[]
}

const FOLDER = join(import.meta.dirname, 'planted')

describe.each([FOLDER, join(FOLDER, 'strangers')])('%s', (folder) => {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const cases = (name: string): readonly (readonly [string, Planted])[] =>
    Object.entries(parse(read(name)) as Record<string, Planted>)

  let database: TestDatabase
  beforeAll(async () => {
    database = await withDatabase()
    await using session = await database.warehouse.open()
    await session.statements(read('raw.sql'))
  })
  afterAll(() => database[Symbol.asyncDispose]())

  async function experiment({ models, files, exempt }: Planted): Promise<LeakageReport['models'][number]> {
    const config = exempt === undefined ? '' : `\nmodels: {leaky: {features: {label: [${exempt.join(', ')}]}}}`
    await using project = await withFiles({
      'project.yml': `name: leaky${config}\n`,
      'models/sources.yml': read('sources.yml'),
      ...files,
      ...Object.fromEntries(Object.entries(models).map(([name, sql]) => [`models/${name}.sql`, sql])),
    })
    const loaded = await load(project, { environment: { DATABASE_URL: database.url } })
    const report = await leakage({
      ...loaded,
      graph: buildGraph(loaded.manifest),
      warehouse: database.warehouse,
      ids: [...loaded.manifest.nodes.keys()],
      cuts: 10,
      at: [],
      modes: ['truncate', 'perturb'],
      threads: 2,
    })
    const found = report.models.find(({ name }) => name === 'features')
    if (found === undefined) throw new Error('features was not judged')
    return found
  }

  describe('a planted leak is found, with the column and the model it begins in', () => {
    test.each(cases('leaks.yml'))('%s', { timeout: 60_000 }, async (_, planted) => {
      const { verdict, differences, firstAncestor, reasons } = await experiment(planted)
      expect({ verdict, reasons }).toEqual({ verdict: 'leak', reasons: [] })
      expect([...new Set(differences.flatMap(({ columns }) => columns))].sort()).toEqual(
        [...(planted.columns ?? [])].sort(),
      )
      expect(firstAncestor).toBe(planted.from)
    })
  })

  describe('what only looks like a leak is clean', () => {
    test.each(cases('clean.yml'))('%s', { timeout: 60_000 }, async (_, planted) => {
      const { verdict, differences, reasons } = await experiment(planted)
      expect({ verdict, differences, reasons }).toEqual({ verdict: 'clean', differences: [], reasons: [] })
    })
  })
})
