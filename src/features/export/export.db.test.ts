import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Lender, withLender } from '../../testing/lender-project.ts'

/** One column of every kind of type, with values at the edges, and nulls. */
const EVERYTHING = `{{ config(materialized='training_set') }}
select *
from (values
  (1, 32767::smallint, 2147483647::integer, 9223372036854775807::bigint, 1.5::real, 0.1::double precision, 123.456::numeric,
   12345::numeric(18, 0), 12.34::numeric(10, 2), true, 'plain'::text, 'a, "b"'::varchar(20), date '2024-02-29',
   timestamp '2024-03-31 02:30:00.123456', timestamptz '2024-03-31 01:30:00.654321+00', '{"a": 1}'::jsonb, array[1, 2],
   '0f0e0d0c-0b0a-0908-0706-050403020100'::uuid),
  (2, (-32768)::smallint, (-2147483648)::integer, (-9223372036854775808)::bigint, 'NaN'::real, 'Infinity'::double precision, -1::numeric,
   (-1)::numeric(18, 0), 0::numeric(10, 2), false, '', 'two
lines', date '1969-12-31', timestamp '1969-12-31 23:59:59.999999', timestamptz '1900-01-01 00:00:00+00', '[]'::jsonb,
   '{}'::integer[], null),
  (3, null, null, null, null, null, null, null::numeric(18, 0), null::numeric(10, 2), null, null, 'ümläut 漢字 🎈', null, null, null, null, null, null)
) as v (id, small, whole, big, float4, float8, amount, digits, money, flag, text, "odd ""name""", day, local, moment, json, list, uid)
`

let lender: Lender
beforeAll(async () => {
  lender = await withLender({ 'models/loan_training.sql': EVERYTHING, 'models/models.yml': '' })
  const { code, out, err } = await lender.call('run --select loan_training')
  if (code !== 0) throw new Error(out + err)
})
afterAll(() => lender[Symbol.asyncDispose]())

test('csv is what PostgreSQL’s own copy writes', async () => {
  const { out, code } = await lender.call('training-set export loan_training')
  expect(code).toBe(0)
  expect(
    out,
  ).toBe(`id,small,whole,big,float4,float8,amount,digits,money,flag,text,"odd ""name""",day,local,moment,json,list,uid
1,32767,2147483647,9223372036854775807,1.5,0.1,123.456,12345,12.34,t,plain,"a, ""b""",2024-02-29,2024-03-31 02:30:00.123456,2024-03-31 01:30:00.654321+00,"{""a"": 1}","{1,2}",0f0e0d0c-0b0a-0908-0706-050403020100
2,-32768,-2147483648,-9223372036854775808,NaN,Infinity,-1,-1,0.00,f,"","two
lines",1969-12-31,1969-12-31 23:59:59.999999,1900-01-01 00:00:00+00,[],{},
3,,,,,,,,,,,ümläut 漢字 🎈,,,,,,
`)
})

describe('Parquet', () => {
  async function exported(): Promise<{ readonly buffer: ArrayBuffer; readonly said: string }> {
    const { out, err, code } = await lender.call('training-set export loan_training --format parquet -o all.parquet')
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    const bytes = readFileSync(join(lender.folder.path, 'all.parquet'))
    return { buffer: new Uint8Array(bytes).buffer, said: out + err }
  }

  test('another library reads the values as they are, moments to the microsecond, nulls as nulls', async () => {
    const { buffer, said } = await exported()
    const [version] = await lender.versions()
    expect(said).toBe(`wrote 3 rows of loan_training, version ${version}, to all.parquet\n`)
    // As written, so that microseconds are seen.
    const parsers = { timestampFromMicroseconds: (micros: bigint) => micros, dateFromDays: (days: number) => days }
    const rows = await parquetReadObjects({ file: buffer, parsers: parsers as never })
    expect(rows).toEqual([
      {
        id: 1,
        small: 32767,
        whole: 2147483647,
        big: 9223372036854775807n,
        float4: 1.5,
        float8: 0.1,
        amount: 123.456,
        digits: 12345n,
        money: 12.34,
        flag: true,
        text: 'plain',
        'odd "name"': 'a, "b"',
        day: 19782,
        local: 1711852200123456n,
        moment: 1711848600654321n,
        json: '{"a": 1}',
        list: '{1,2}',
        uid: '0f0e0d0c-0b0a-0908-0706-050403020100',
      },
      {
        id: 2,
        small: -32768,
        whole: -2147483648,
        big: -9223372036854775808n,
        float4: Number.NaN,
        float8: Number.POSITIVE_INFINITY,
        amount: -1,
        digits: -1n,
        money: 0,
        flag: false,
        text: '',
        'odd "name"': 'two\nlines',
        day: -1,
        local: -1n,
        moment: -2208988800000000n,
        json: '[]',
        list: '{}',
        uid: null,
      },
      {
        id: 3,
        small: null,
        whole: null,
        big: null,
        float4: null,
        float8: null,
        amount: null,
        digits: null,
        money: null,
        flag: null,
        text: null,
        'odd "name"': 'ümläut 漢字 🎈',
        day: null,
        local: null,
        moment: null,
        json: null,
        list: null,
        uid: null,
      },
    ])
  })

  test('the file says which version of what it is', async () => {
    const { buffer } = await exported()
    const [[version, code] = []] = await lender.rows('select version, code_hash from assay.training_sets')
    const { key_value_metadata } = await parquetMetadataAsync(buffer)
    const said = Object.fromEntries((key_value_metadata ?? []).map(({ key, value }) => [key, value]))
    expect(said).toMatchObject({ training_set: 'loan_training', version, code_hash: code })
  })
})

test('more rows than are read at once come whole and in order; a failed export leaves no file', async () => {
  await using big = await withLender({
    'models/loan_training.sql': `{{ config(materialized='training_set') }}
select n as id, n % 7 = 0 as flag, case when n % 3 > 0 then 'text ' || n end as text from generate_series(1, 45000) as n`,
    'models/models.yml': '',
  })
  await big.call('run --select loan_training')
  await big.call('training-set export loan_training -o big.csv')
  const lines = readFileSync(join(big.folder.path, 'big.csv'), 'utf8').split('\n')
  expect(lines).toHaveLength(45_002)
  expect(lines[20_001]).toBe('20001,f,')
  expect(lines[45_000]).toBe('45000,f,')
  await big.call('training-set export loan_training -o big.parquet --format parquet')
  const bytes = readFileSync(join(big.folder.path, 'big.parquet'))
  const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer })
  expect(rows).toHaveLength(45_000)
  expect(rows.every(({ id }, at) => id === at + 1)).toBe(true)
  expect(rows[20_000]).toEqual({ id: 20_001, flag: false, text: null })
  expect(rows[20_001]).toEqual({ id: 20_002, flag: false, text: 'text 20002' })
  const failed = await big.call('training-set export loan_training -o none.csv --split train')
  expect(failed.code).toBe(2)
  expect(() => readFileSync(join(big.folder.path, 'none.csv.part'))).toThrow('ENOENT')
})
