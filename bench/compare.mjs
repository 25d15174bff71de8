#!/usr/bin/env node
// Times Assay beside dbt-core and dbt's Rust engine on synthetic projects: the same work, on the same machine, in turn.
//
//   compare.mjs --url postgresql://postgres@127.0.0.1:5432/postgres [--peers .peers] [--rounds 3] [--models 1000] [--only parse,run-rich]
//
// Needs `npm run build`, psql, and for the peers `bench/peers/setup.sh`. Creates and drops databases named assay_bench_…
// Prints a table of medians in seconds with their ratios; keep the ratios, seconds belong to the machine.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    peers: { type: 'string', default: '.peers' },
    rounds: { type: 'string', default: '3' },
    models: { type: 'string', default: '1000' },
    only: { type: 'string' },
    threads: { type: 'string', default: '4' },
  },
})
const here = new URL('.', import.meta.url).pathname
const url = new URL(options.url ?? process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres')
const rounds = Number(options.rounds)
const work = mkdtempSync(join(tmpdir(), 'assay-bench-'))
const peers = resolve(options.peers)

const ENGINES = {
  assay: [process.execPath, resolve(here, '../dist/cli/main.js')],
  dbt: [join(peers, 'dbt/bin/dbt')],
  rust: [join(peers, 'dbt2/bin/dbt')],
}
const there = Object.keys(ENGINES).filter((name) => ENGINES[name].every(existsSync))
const environment = {
  ...process.env,
  DBT_PROFILES_DIR: work,
  DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
  DO_NOT_TRACK: '1',
  DBT_ALLOW_EXPERIMENTAL_ADAPTERS: 'true',
}

/** One run of an engine: seconds, peak memory in MiB where GNU time is installed, and whether it ended well. */
function once(engine, args, cwd) {
  const timed = existsSync('/usr/bin/time')
  const command = [...(timed ? ['/usr/bin/time', '-f', 'peak %M'] : []), ...ENGINES[engine], ...args]
  const start = process.hrtime.bigint()
  const done = spawnSync(command[0], command.slice(1), { cwd, env: environment, encoding: 'utf8', maxBuffer: 1 << 28 })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  const peak = /peak (\d+)\s*$/.exec(done.stderr ?? '')?.[1]
  if (done.status !== 0)
    console.error(
      `${engine} ${args.join(' ')} ended with ${done.status}\n${done.stdout.slice(-2000)}${done.stderr.slice(-2000)}`,
    )
  return { seconds, mebibytes: peak === undefined ? null : Number(peak) / 1024, fine: done.status === 0 }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** The engines in turn, `rounds` times; `before` sets the stage for each run and is not timed. */
function measure(engines, args, cwd, before = () => undefined) {
  const results = Object.fromEntries(engines.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of engines) {
      before(name)
      results[name].push(
        once(name, typeof args === 'function' ? args(name) : args, typeof cwd === 'function' ? cwd(name) : cwd),
      )
    }
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, runs]) => [
      name,
      runs.every((run) => run.fine)
        ? { seconds: median(runs.map((run) => run.seconds)), mebibytes: median(runs.map((run) => run.mebibytes ?? 0)) }
        : null,
    ]),
  )
}

function psql(database, ...statements) {
  const target = new URL(url)
  target.pathname = `/${database}`
  const done = spawnSync(
    'psql',
    [
      target.href,
      '-qAt',
      '-v',
      'ON_ERROR_STOP=1',
      ...statements.flatMap((s) => (s.endsWith('.sql') ? ['-f', s] : ['-c', s])),
    ],
    { encoding: 'utf8' },
  )
  if (done.status !== 0) throw new Error(done.stderr)
  return done.stdout
}

function freshDatabase(name, setup) {
  psql(url.pathname.slice(1) || 'postgres', `drop database if exists ${name} with (force)`, `create database ${name}`)
  if (setup !== undefined) psql(name, setup)
}

/** A copy of a synthetic project for each engine, so that no engine finds another's files. */
function projects(style) {
  const folders = {}
  for (const name of there) {
    const out = join(work, `${style}-${name}`)
    mkdirSync(out, { recursive: true })
    spawnSync(process.execPath, [
      join(here, 'make-project.mjs'),
      '--models',
      options.models,
      '--style',
      style,
      '--out',
      out,
    ])
    folders[name] = out
  }
  return folders
}

function profile(databases) {
  const outputs = Object.entries(databases).map(
    ([name, database]) =>
      `    ${name}: {type: postgres, host: ${url.hostname}, port: ${url.port || 5432}, user: ${url.username || 'postgres'}, pass: "${decodeURIComponent(url.password) || 'x'}", dbname: ${database}, schema: bench, threads: ${options.threads}}`,
  )
  writeFileSync(join(work, 'profiles.yml'), `bench:\n  target: assay\n  outputs:\n${outputs.join('\n')}\n`)
}

const rows = []
const wanted = options.only?.split(',')
const row = (name, title, make) => {
  if (wanted !== undefined && !wanted.includes(name)) return
  const results = make()
  rows.push({ title, results })
  console.error(title, JSON.stringify(results))
}
const cold = (folders) => (name) => rmSync(join(folders[name], 'target'), { recursive: true, force: true })

const databases = Object.fromEntries(there.map((name) => [name, `assay_bench_${name}`]))
profile(databases)
const rich = projects('rich')
const simple = projects('simple')
const at = (folders) => (name) => folders[name]
const on = (verb) => (name) => [verb, '--target', name]
const running = there.filter((name) => name !== 'rust')
const setup = join(rich.assay, 'setup.sql')

row('start', 'start-up (--version)', () => measure(there, ['--version'], work))
row('parse', `parse, ${options.models} rich models, cold`, () => measure(there, on('parse'), at(rich), cold(rich)))
row('parse-warm', `parse, ${options.models} rich models, nothing changed`, () => measure(there, on('parse'), at(rich)))
row('compile-cold', `compile, ${options.models} rich models, cold`, () => {
  for (const name of running) freshDatabase(databases[name], setup)
  return measure(running, on('compile'), at(rich), cold(rich))
})
row('compile', `compile, ${options.models} rich models, nothing changed`, () => {
  for (const name of running) {
    freshDatabase(databases[name], setup)
    once(name, on('compile')(name), rich[name])
  }
  return measure(running, on('compile'), at(rich))
})
row('run-rich', `run, ${options.models} rich models, first build, ${options.threads} connections`, () =>
  measure(running, on('run'), at(rich), (name) => freshDatabase(databases[name], setup)),
)
row('floor', 'the same statements through one psql', () => floor())
row('run-simple', `run, ${options.models} simple models over existing ones, ${options.threads} connections`, () => {
  for (const name of running) {
    freshDatabase(databases[name], setup)
    once(name, on('run')(name), simple[name])
  }
  return measure(running, on('run'), at(simple))
})
row('test', `data tests of ${options.models} rich models, ${options.threads} connections`, () => {
  for (const name of running) {
    freshDatabase(databases[name], setup)
    once(name, on('run')(name), rich[name])
  }
  return measure(running, on('test'), at(rich))
})

const docs = (name) => ['docs', 'generate', '--target', name]
row('docs-first', `docs generate of ${options.models} rich models, after their first run`, () =>
  measure(running, docs, at(rich), (name) => {
    cold(rich)(name)
    freshDatabase(databases[name], setup)
    once(name, on('run')(name), rich[name])
  }),
)
row('docs', `docs generate of ${options.models} rich models, nothing changed`, () => {
  for (const name of running) {
    freshDatabase(databases[name], setup)
    once(name, on('run')(name), rich[name])
    once(name, docs(name), rich[name])
  }
  return measure(running, docs, at(rich))
})

function floor() {
  const target = new URL(url)
  target.pathname = `/${databases.assay}`
  const seconds = []
  for (let round = 0; round < rounds; round++) {
    const done = spawnSync('python3', [join(here, 'psql-floor.py'), rich.assay, target.href], { encoding: 'utf8' })
    seconds.push(Number(/psql alone: ([\d.]+) s/.exec(done.stdout)?.[1]))
  }
  return { psql: { seconds: median(seconds), mebibytes: 0 } }
}

const cell = (result) =>
  result === null || result === undefined
    ? '–'
    : `${result.seconds.toFixed(2)} s${result.mebibytes ? `, ${Math.round(result.mebibytes)} MiB` : ''}`
const ratio = (a, b) => (a && b ? `1/${(b.seconds / a.seconds).toFixed(1)}` : '–')
console.log('| work | Assay | dbt-core | of dbt-core | Rust engine | of it |\n| --- | --- | --- | --- | --- | --- |')
for (const { title, results } of rows) {
  const own = results.assay ?? results.psql
  console.log(
    `| ${title} | ${cell(own)} | ${cell(results.dbt)} | ${ratio(results.assay, results.dbt)} | ${cell(results.rust)} | ${ratio(results.assay, results.rust)} |`,
  )
}
for (const name of Object.values(databases))
  psql(url.pathname.slice(1) || 'postgres', `drop database if exists ${name} with (force)`)
rmSync(work, { recursive: true, force: true })
if (existsSync(join(here, '../package.json')))
  console.log(
    `\nNode ${process.version}, Assay ${JSON.parse(readFileSync(join(here, '../package.json'), 'utf8')).version}, medians of ${rounds}`,
  )
