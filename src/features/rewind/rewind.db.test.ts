import { describe, expect, test } from 'vitest'
import { LENDER, LENDER_DAY, withBuiltLender, withLender } from '../../testing/lender-project.ts'

/** What happened after the version of `LENDER_DAY` was built: payments that came late, one corrected, more loans. */
const LATER = `
insert into raw.payments select loan_id, paid_at + interval '1 day', amount + 1000, timestamptz '2026-02-01' from raw.payments;
insert into raw.loans select loan_id + 1000, customer_id, timestamptz '2024-06-15', true, timestamptz '2024-12-15', timestamptz '2026-02-01'
from raw.loans where loan_id < 20;
insert into raw.loans select loan_id + 2000, customer_id, timestamptz '2026-01-10', true, timestamptz '2026-07-10', timestamptz '2026-01-10 01:00+00'
from raw.loans where loan_id < 20`

const ROWS = 'loan_id, customer_id, prediction_time, defaulted, label_observed_at, loaded_at, amount, split'

test('the rows of then come again, whatever was added and corrected since; the view stays with the newest version', async () => {
  await using lender = await withBuiltLender()
  const then = await lender.rows(`select ${ROWS} from analytics.loan_training order by 1`)
  await lender.change(LATER)
  await lender.call(`run --as-of ${LENDER_DAY}`)
  const now = await lender.rows(`select ${ROWS} from analytics.loan_training order by 1`)
  expect(now).not.toEqual(then)
  const { code, out } = await lender.call(`training-set build --as-of-knowledge ${LENDER_DAY}`)
  const [, , rewound] = await lender.versions()
  expect({ code, out }).toEqual({
    code: 0,
    out: `loan_training: version ${rewound}: 51 rows, as known at ${LENDER_DAY}\n`,
  })
  expect(await lender.rows(`select ${ROWS} from analytics.loan_training__${rewound} order by 1`)).toEqual(then)
  expect(await lender.rows(`select ${ROWS} from analytics.loan_training order by 1`)).toEqual(now)
  expect(
    await lender.rows('select as_of, as_of_knowledge from assay.training_sets where as_of_knowledge is not null'),
  ).toEqual([[LENDER_DAY, `${LENDER_DAY} 00:00:00+00`]])
  expect(await lender.rows("select nspname from pg_namespace where nspname like 'assay_scratch%'")).toEqual([])
})

test('a label that is written later is not known before', async () => {
  await using lender = await withLender()
  await lender.change("update raw.loans set label_observed_at = '2025-12-21' where loan_id = 11")
  const rewound = async (): Promise<readonly (readonly (string | null)[])[]> => {
    await lender.call(`training-set build --as-of-knowledge ${LENDER_DAY} --as-of 2025-12-30`)
    const version = (await lender.versions()).at(-1)
    return lender.rows(
      `select loan_id, defaulted, label_observed_at from analytics.loan_training__${version} where loan_id in (11, 12) order by 1`,
    )
  }
  const known = ['12', 'f', '2024-08-10 00:00:00+00']
  expect(await rewound()).toEqual([known])
  const models = LENDER['models/models.yml'] ?? ''
  await lender.folder.write('models/models.yml', models.replace('      label_observed_at: label_observed_at\n', ''))
  expect(await rewound()).toEqual([['11', null, null], known])
})

test('incremental and ephemeral models are rebuilt with the rest, seeds that never change are as they are', async () => {
  await using lender = await withLender({
    'seeds/rates.csv': 'rate\n2\n',
    'seeds/seeds.yml': 'seeds: [{name: rates, config: {static: true}}]\n',
    'models/doubled.sql': `{{ config(materialized='ephemeral') }}
select loan_id, paid_at, amount * rate as amount, loaded_at from {{ source('raw', 'payments') }} cross join {{ ref('rates') }}`,
    'models/paid.sql': `{{ config(materialized='incremental') }}
select * from {{ ref('doubled') }}
{% if is_incremental() %}where loaded_at > (select max(loaded_at) from {{ this }}){% endif %}`,
  })
  await lender.call('seed')
  await lender.call(`run --as-of ${LENDER_DAY}`)
  const then = await lender.rows(`select ${ROWS} from analytics.loan_training order by 1`)
  expect(then[0]?.[6]).toBe('3.0')
  await lender.change(LATER)
  const { code, err } = await lender.call(`training-set build --as-of-knowledge ${LENDER_DAY}`)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [, rewound] = await lender.versions()
  expect(await lender.rows(`select ${ROWS} from analytics.loan_training__${rewound} order by 1`)).toEqual(then)
})

describe('what cannot be rewound is refused, all of it at once', () => {
  test('sources, seeds and snapshots that do not say when they were known, by name', async () => {
    await using lender = await withLender({
      'models/sources.yml': `sources:
  - name: raw
    tables:
      - name: loans
        config: {event_time: prediction_time}
      - name: payments
        config: {event_time: paid_at, availability_delay: 1 day}
`,
      'seeds/rates.csv': 'rate\n2\n',
      'models/paid.sql':
        "select loan_id, paid_at, amount * rate as amount, loaded_at from {{ source('raw', 'payments') }} cross join {{ ref('rates') }}\n",
    })
    const { code, err } = await lender.call(`training-set build --as-of-knowledge ${LENDER_DAY}`)
    expect(code).toBe(2)
    expect(err).toContain("the source 'raw.loans' cannot be shown as it was known at an earlier time")
    expect(err).toContain("the seed 'rates' cannot be shown as it was known at an earlier time")
    expect(err).not.toContain("'raw.payments' cannot")
    expect(err).toContain('give it knowledge_time, or event_time and availability_delay, in its config')
    expect(await lender.rows("select nspname from pg_namespace where nspname like 'assay%'")).toEqual([])
  })

  test('a time that is none, with PostgreSQL’s words', async () => {
    await using lender = await withLender()
    const { code, err } = await lender.call('training-set build --as-of-knowledge yesterdy')
    expect(code).toBe(2)
    expect(err).toContain("--as-of-knowledge 'yesterdy' is not a time: invalid input syntax")
  })
})

test('a model that cannot be rebuilt is told, and there is no version', async () => {
  await using lender = await withLender({
    'models/paid.sql':
      "select loan_id, paid_at, amount / 0 as amount, loaded_at from {{ source('raw', 'payments') }}\n",
  })
  const { code, err } = await lender.call(`training-set build --as-of-knowledge ${LENDER_DAY}`)
  expect(code).toBe(1)
  expect(err).toContain('division by zero')
  expect(await lender.rows("select to_regnamespace('assay')")).toEqual([[null]])
})
