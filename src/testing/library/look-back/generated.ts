import fc from 'fast-check'
import type { Asked, Told } from './reference.ts'

export const HOUR = 3_600_000_000

/** Berlin's clocks go forward: 02:00 there becomes 03:00. */
const CHANGE = Date.UTC(2025, 2, 30, 1) * 1000

/** Few moments, so that many meet: to the microsecond, over hours, over days and over the change of clocks. */
const moment = fc
  .tuple(fc.constantFrom(-48, -25, -24, -23, -2, -1, 0, 1, 23, 24), fc.constantFrom(-1, 0, 0, 0, 1))
  .map(([hours, microseconds]) => CHANGE + hours * HOUR + microseconds)

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 9 })

const key = {
  a: maybe(fc.constantFrom(1, 11)),
  b: maybe(fc.constantFrom('1', '11', 'x')),
}

export const spines: fc.Arbitrary<readonly Asked[]> = fc
  .array(fc.record({ ...key, asked: maybe(moment) }), { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map((row, id) => ({ id, ...row })))

export const histories: fc.Arbitrary<readonly Told[]> = fc
  .array(
    fc.record({
      ...key,
      happened: maybe(moment),
      known: maybe(moment),
      event: maybe(fc.constantFrom(1, 2, 3)),
      tie: maybe(fc.constantFrom('a', 'B', 'ä', '')),
      value: maybe(fc.integer({ min: -12, max: 12 })),
    }),
    { maxLength: 25 },
  )
  .map((rows) => rows.map((row, seq) => ({ seq, ...row })))

/** Tables for a spine and a history, as common table expressions. */
export function asTables(asked: readonly Asked[], told: readonly Told[]): string {
  const spine = asked.map(({ id, a, b, asked: at }) => `(${id}, ${numeral(a)}, ${quoted(b)}, ${time(at)})`)
  const history = told.map(
    (row) =>
      `(${row.seq}, ${numeral(row.a)}, ${quoted(row.b)}, ${time(row.happened)}, ${time(row.known)}, ` +
      `${numeral(row.event)}, ${quoted(row.tie)}, ${numeral(row.value)})`,
  )
  const nothing = '(null, null, null, null, null, null, null, null)'
  return `asked (id, a, b, asked) as (
  select id::int, a::int, b::text, asked::timestamptz from (values ${spine.join(', ')}) as v (id, a, b, asked)
),
told (seq, a, b, happened, known, event, tie, value) as (
  select seq::int, a::int, b::text, happened::timestamptz, known::timestamptz, event::int, tie::text, value::int
  from (values ${[nothing, ...history].join(', ')}) as v (seq, a, b, happened, known, event, tie, value)
  where seq is not null
)`
}

const numeral = (value: number | null): string => (value === null ? 'null' : `${value}`)

const quoted = (value: string | null): string => (value === null ? 'null' : `'${value}'`)

function time(microseconds: number | null): string {
  if (microseconds === null) return 'null'
  const seconds = new Date(Math.floor(microseconds / 1e6) * 1000).toISOString().slice(0, 19)
  const rest = ((microseconds % 1e6) + 1e6) % 1e6
  return `'${seconds}.${String(rest).padStart(6, '0')}Z'`
}
