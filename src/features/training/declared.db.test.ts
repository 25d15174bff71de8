import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import { LENDER_DATA, LENDER_DAY, type Lender, withLender } from '../../testing/lender-project.ts'

/** The lender, its training set declared in YAML. */
const DECLARED: Readonly<Record<string, string>> = {
  'models/loan_training.sql': '{{ config(enabled=false) }} select 1 as disabled',
  'models/models.yml': `models:
  - name: spine
    config: {entity: [loan_id], event_time: prediction_time, knowledge_time: loaded_at, label: defaulted}
    columns:
      - {name: defaulted, config: {knowledge_time: label_observed_at}}
  - name: paid
    config: {entity: [loan_id], event_time: paid_at, knowledge_time: loaded_at}
feature_views:
  - name: payments
    entity: [loan_id]
    model: paid
    features: [{name: amount}, {name: paid_30, function: sum, column: amount, window: 30 days}]
training_sets:
  - name: learning
    spine: spine
    feature_views: [payments]
    splits: {train: 12 months, validation: 2 months, test: 2 months, out_of_time: 1 month, label_lag: 6 months}
`,
}

describe.each(['PostgreSQL', 'PGlite'])('a training set declared in YAML, on %s', (kind) => {
  const isEmbedded = kind === 'PGlite'

  async function withDeclared(): Promise<{
    lender: Lender
    call: (line: string | readonly string[]) => Promise<string>
  }> {
    const lender = await withLender(DECLARED)
    const environment = isEmbedded ? { DATABASE_URL: '' } : {}
    const call = async (line: string | readonly string[]): Promise<string> => {
      const { code, out, err } = await lender.call(line, isEmbedded ? { environment } : {})
      if (code !== 0) throw new Error(out + err)
      return out
    }
    if (isEmbedded) await call(['run-operation', '--sql', LENDER_DATA])
    return { lender, call }
  }

  test('is built, listed, rewound, compared and exported', { timeout: 120_000 }, async () => {
    const { lender, call } = await withDeclared()
    await using _ = lender
    expect(await call(`build --as-of ${LENDER_DAY}`)).toMatch(/ok +training set +\w+\.learning +51 rows/)
    const listed = JSON.parse(await call('training-set list --output json'))
    expect(listed).toMatchObject([{ name: 'learning', versions: [{ row_count: 51, as_of: LENDER_DAY, shown: true }] }])
    const [{ inputs, splits, label_rates }] = listed[0].versions
    expect(inputs.map(({ name }: { name: string }) => name)).toEqual(['raw.loans', 'raw.payments', 'paid', 'spine'])
    expect(splits.map(({ name, rows }: { name: string; rows: number }) => [name, rows])).toEqual([
      ['train', 36],
      ['validation', 6],
      ['test', 6],
      ['out_of_time', 3],
    ])
    expect(label_rates).toEqual({ defaulted: 1 / 3 })

    await call([
      'run-operation',
      '--sql',
      `insert into raw.payments select loan_id, paid_at, amount * 2, '2026-02-01' from raw.payments`,
    ])
    expect(await call(`training-set build learning --as-of-knowledge ${LENDER_DAY}`)).toMatch(
      /^learning: version [0-9a-f]{12}: 51 rows, as known at 2025-12-20\n$/,
    )
    expect(await call('training-set diff learning')).toContain('rows      51 → 51; none differs')

    await call('training-set export learning --format parquet --split test -o test.parquet')
    const bytes = readFileSync(join(lender.folder.path, 'test.parquet'))
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer })
    expect(rows.map(({ loan_id, amount, paid_30, split }) => [loan_id, amount, paid_30, split])).toEqual(
      expect.arrayContaining([[141, 211.5, 211.5, 'test']]),
    )
    expect(rows).toHaveLength(6)
  })
})
