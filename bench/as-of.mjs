#!/usr/bin/env node
// Times the plans of as_of_join and rolling_features beside the queries one would write without them: the same answer
// (checksums are compared), on the same tables and indexes, in turn.
//
//   as-of.mjs --url postgresql://postgres@127.0.0.1:5432/postgres [--scale 1] [--rounds 3] [--only few-labels,dense] [--timeout 600]
//   as-of.mjs --embedded --scale 0.01
//
// Needs `npm run build`. Creates and drops the database assay_bench_as_of. Scale 1 is 10 million rows of history; give
// the server shared_buffers of 2 GB, work_mem of 256 MB, jit off. Where the server runs on this machine the processor
// time of its process is taken, which other work disturbs less than a clock. Keep the ratios.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    timeout: { type: 'string', default: '600' },
    embedded: { type: 'boolean', default: false },
  },
})
const here = new URL('.', import.meta.url).pathname
const scale = Number(options.scale)
const rounds = Number(options.rounds)
const work = mkdtempSync(join(tmpdir(), 'assay-as-of-'))
const DATABASE = 'assay_bench_as_of'

const rows = (millions) => Math.round(millions * 1e6 * scale)

/** What each case is made of; `entities` does not grow with the scale below a hundred. */
const CASES = {
  'few-labels': { spine: 1, history: 10, entities: Math.max(100, rows(0.1)), queries: asOfQueries },
  'many-labels': { spine: 10, history: 10, entities: Math.max(100, rows(0.1)), queries: asOfQueries },
  'few-entities': { spine: 1, history: 10, entities: 100, queries: asOfQueries },
  rolling: { spine: 1, history: 10, entities: Math.max(100, rows(0.1)), queries: rollingQueries },
  dense: { spine: 1, history: 10, entities: 100, queries: () => denseQueries('sum', 'count') },
  extremes: { spine: 1, history: 10, entities: 100, queries: () => denseQueries('min', 'max') },
}

/** Over the index that Assay makes, whose nulls come first: ordered otherwise, each look-up would end in a sort. */
const HAND = (tie) => `
select spine.*, f.a, f.b
from (select * from spine order by entity, asked) as spine
left join lateral (
  select a, b from history as f
  where f.entity = spine.entity and f.happened <= spine.asked
  order by f.happened desc${tie} limit 1
) as f on true`

function asOfQueries() {
  const call = (strategy) =>
    `{{ as_of_join(ref('spine'), ref('history'), columns=['a', 'b'], strategy='${strategy}') }}`
  return {
    models: { auto: call('auto'), lateral: call('lateral'), carry_forward: call('carry_forward') },
    peers: {
      'by hand, ties by id': HAND(', f.id desc nulls last'),
      'by hand, ties left to chance': HAND(''),
      'lead() and a range join': `
select spine.*, f.a, f.b
from spine
left join (
  select entity, happened, a, b, lead(happened) over (partition by entity order by happened, id) as until from history
) as f on f.entity = spine.entity and f.happened <= spine.asked and (f.until > spine.asked or f.until is null)`,
      'inequality join and distinct on': `
select distinct on (spine.id) spine.*, f.a, f.b
from spine
left join history as f on f.entity = spine.entity and f.happened <= spine.asked
order by spine.id, f.happened desc, f.id desc`,
    },
    sum: 'count(*), sum(a), sum(b)',
  }
}

const FIFTY = `aggregations=[${['a', 'b']
  .flatMap((column) =>
    ['sum', 'avg', 'stddev', 'min', 'max'].map((name) => `{'function': '${name}', 'column': '${column}'}`),
  )
  .join(', ')}], windows=['1 day', '7 days', '30 days', '60 days', '90 days']`

/** Without it PostgreSQL would leave out what nobody asks for. */
const SUM_OF_FIFTY = ['a', 'b']
  .flatMap((column) => ['sum', 'avg', 'stddev', 'min', 'max'].map((name) => `${name}_${column}`))
  .flatMap((name) => ['1_day', '7_days', '30_days', '60_days', '90_days'].map((window) => `sum(${name}_${window})`))
  .join(' + ')

function rollingQueries() {
  const call = (words) => `{{ rolling_features(ref('spine'), ref('history'), ${words}) }}`
  return {
    models: {
      'one feature': call("aggregations=[{'function': 'sum', 'column': 'a'}], windows=['90 days']"),
      'fifty features': call(FIFTY),
    },
    peers: {
      'one feature by hand': `
select spine.*, f.*
from (select * from spine order by entity, asked) as spine
cross join lateral (
  select sum(a::numeric)::float8 as sum_a_90_days from history as f
  where f.entity = spine.entity and f.happened < spine.asked and f.happened >= spine.asked - interval '2160 hours'
) as f`,
    },
    sum: 'count(*), round(sum(sum_a_90_days)::numeric, 3)',
    sums: { 'Assay, fifty features': `count(*), round(sum(sum_a_90_days)::numeric, 3), ${SUM_OF_FIFTY} is not null` },
  }
}

function denseQueries(...functions) {
  const aggregations = functions.map((name) => `{'function': '${name}', 'column': 'a'}`).join(', ')
  const call = (strategy) =>
    `{{ rolling_features(ref('spine'), ref('history'), strategy='${strategy}', windows=['7 days', '30 days', '90 days'],
          aggregations=[${aggregations}]) }}`
  return {
    models: { auto: call('auto'), carry_forward: call('carry_forward'), lateral: call('lateral') },
    peers: {},
    sum: `count(*), ${functions.flatMap((name) => ['7', '90'].map((days) => `round(sum(${name}_a_${days}_days)::numeric, 3)`)).join(', ')}`,
  }
}

const TABLES = ({ spine, history, entities }) => ({
  'project.yml': 'name: bench\nmodels: {+materialized: table}\n',
  'models/properties.yml': `
models:
  - name: history
    config: {entity: [entity], event_time: happened, availability_delay: 0, tie_break: [id]}
    columns: [{name: id, data_tests: [unique, not_null]}]
  - name: spine
    config: {event_time: asked}
`,
  'models/history.sql': `select g as id, ${drawn(1, entities)} as entity,
  timestamptz '2024-01-01' + ${drawn(2, 86_400_000)} * interval '1 second' + ${drawn(3, 1_000_000)} * interval '1 microsecond' as happened,
  ${drawn(4, 10_000)} / 100.0::float8 as a, ${drawn(5, 100)} as b, md5(g::text) as c
from generate_series(1, ${rows(history)}) as g`,
  'models/spine.sql': `select g as id, ${drawn(6, entities)} as entity,
  timestamptz '2024-01-01' + ${drawn(7, 86_400_000)} * interval '1 second' as asked
from generate_series(1, ${rows(spine)}) as g`,
})

/** A number below `end` that belongs to the row `g`: the same in every run. */
function drawn(seed, end) {
  return `((hashint8extended(g, ${seed}) & 9223372036854775807) % ${end})::int`
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** Seconds that the server's process has worked, where it can be seen. */
function processorSeconds(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return null
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function openServer() {
  const { default: pg } = await import('pg')
  const url = new URL(options.url ?? process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres')
  const admin = new pg.Client(url.href)
  await admin.connect()
  await admin.query(`drop database if exists ${DATABASE} with (force)`)
  await admin.query(`create database ${DATABASE}`)
  url.pathname = `/${DATABASE}`
  const client = new pg.Client(url.href)
  await client.connect()
  const { pid } = (await client.query('select pg_backend_pid() as pid')).rows[0]
  return {
    environment: { ...process.env, DATABASE_URL: url.href },
    pid,
    query: async (text) => ((await client.query({ text, rowMode: 'array' })).rows[0] ?? []).map(String),
    close: async () => {
      await client.end()
      await admin.query(`drop database ${DATABASE} with (force)`)
      await admin.end()
    },
  }
}

/** PGlite, opened by the first query: Assay's own process must be able to open it before. */
async function openEmbeddedIn(folder) {
  const { openEmbedded } = await import(resolve(here, '../dist/assay.js'))
  const { DATABASE_URL, ...environment } = process.env
  const settings = {
    kind: 'embedded',
    origin: { kind: 'embedded', description: 'bench' },
    folder: join(folder, '.assay'),
    timezone: 'UTC',
  }
  let open = null
  let session = null
  return {
    environment,
    pid: 0,
    query: async (sql) => {
      open ??= await openEmbedded(settings)
      // One for all: it keeps its search_path.
      session ??= await open.open()
      const results = await session.statements(sql)
      return (results.at(-1)?.rows[0] ?? []).map(String)
    },
    close: async () => {
      await session?.[Symbol.asyncDispose]()
      await open?.close()
    },
  }
}

function assay(folder, environment, ...args) {
  const done = spawnSync(process.execPath, [resolve(here, '../dist/cli/main.js'), ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`assay ${args.join(' ')}\n${done.stdout}${done.stderr}`)
}

async function once(server, sql) {
  const before = processorSeconds(server.pid)
  const start = process.hrtime.bigint()
  try {
    const answer = await server.query(sql)
    const wall = Number(process.hrtime.bigint() - start) / 1e9
    return {
      seconds: before === null ? wall : processorSeconds(server.pid) - before,
      answer: answer.join(' '),
      late: false,
    }
  } catch (error) {
    if (!/statement timeout/.test(error.message)) throw error
    return {
      seconds: before === null ? Number(options.timeout) : processorSeconds(server.pid) - before,
      answer: null,
      late: true,
    }
  }
}

async function runCase(name, { queries, ...sizes }) {
  const { models, peers, sum, sums = {} } = queries()
  const folder = join(work, name)
  const named = Object.entries(models).map(([title, text], i) => [title, `model_${i}`, text])
  mkdirSync(join(folder, 'models'), { recursive: true })
  const files = {
    ...TABLES(sizes),
    ...Object.fromEntries(
      named.map(([, model, text]) => [`models/${model}.sql`, `{{ config(materialized='view') }}${text}`]),
    ),
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  const server = options.embedded ? await openEmbeddedIn(folder) : await openServer()
  // Views: a run decides how they are written and makes the index; the query is timed by itself.
  const contenders = []
  try {
    assay(folder, server.environment, 'run', '--select', 'spine', 'history')
    for (const [title, model] of named) {
      assay(folder, server.environment, 'run', '--select', model)
      const sql = readFileSync(join(folder, `target/compiled/bench/models/${model}.sql`), 'utf8')
      contenders.push({
        title: `Assay, ${title}`,
        plan: /: (lateral|carry_forward)/.exec(sql)?.[1],
        sql,
        times: [],
        late: false,
      })
    }
    for (const [title, sql] of Object.entries(peers)) contenders.push({ title, sql, times: [], late: false })
    await server.query('set search_path = analytics')
    await server.query(`set statement_timeout = '${options.timeout}s'`)
    await server.query('analyze spine, history')
    const answers = new Map()
    for (let round = 0; round < rounds; round++) {
      for (const one of contenders.filter(({ late }) => !late)) {
        const { seconds, answer, late } = await once(
          server,
          `select ${sums[one.title] ?? sum} from (${one.sql}\n) as answer`,
        )
        one.times.push(seconds)
        one.late = late
        if (answer !== null) answers.set(one.title, answer)
      }
    }
    print(name, sizes, contenders, answers)
  } finally {
    await server.close()
  }
}

function print(name, { spine, history, entities }, contenders, answers) {
  const first = median(contenders[0].times)
  console.log(`\n${name}: ${rows(spine)} spine rows, ${rows(history)} of history, ${entities} entities\n`)
  console.log('| query | plan | seconds | of the first | answer |\n| --- | --- | --- | --- | --- |')
  for (const { title, plan = '', times, late } of contenders) {
    const seconds = median(times)
    const over = late ? '> ' : ''
    console.log(
      `| ${title} | ${plan} | ${over}${seconds.toFixed(2)} | ${over}${(seconds / first).toFixed(2)} × | ${answers.get(title) ?? 'stopped'} |`,
    )
  }
}

try {
  const wanted = options.only?.split(',') ?? Object.keys(CASES)
  for (const name of wanted) await runCase(name, CASES[name])
} finally {
  rmSync(work, { recursive: true, force: true })
}
