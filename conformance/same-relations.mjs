#!/usr/bin/env node
/**
 * Builds dbt projects with dbt-core and with Assay, each time in an empty database, and compares what became of every
 * node and what then lies in the database: relations, columns, types, indexes, constraints, comments, grants, and rows.
 *
 *   node conformance/same-relations.mjs --url postgresql://postgres@127.0.0.1:5432/postgres [--dbt .peers/dbt/bin/dbt]
 *       [--times 2] [--first command]… [--skip relation]… [--keep] project-folder…
 *
 * Needs `npm run build`, dbt (bench/peers/setup.sh installs one), and a server on which databases may be created. Packages
 * of the projects must be there (`dbt deps`). Nothing is written into the projects: artifacts and logs go to a temporary
 * folder. Relations that are fed by the clock or by chance differ between any two builds: name them with --skip.
 * --first runs another command before, such as `run-operation make_sources`; with `seed` a test that reads what no `ref`
 * leads to finds it. --times builds that often, over what is there. --keep leaves the databases, to look at what differs. Exit code 1 when
 * something does.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { parse } from 'yaml'

const { values: options, positionals: projects } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres' },
    dbt: { type: 'string', default: '.peers/dbt/bin/dbt' },
    skip: { type: 'string', multiple: true, default: [] },
    first: { type: 'string', multiple: true, default: [] },
    times: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    threads: { type: 'string', default: '4' },
  },
})
if (projects.length === 0) refuse('name at least one folder with a dbt_project.yml')

const url = new URL(options.url)
const work = mkdtempSync(join(tmpdir(), 'assay-conformance-'))
const ENGINES = {
  'dbt-core': [resolve(options.dbt)],
  assay: [process.execPath, join(import.meta.dirname, '../dist/cli/main.js')],
}

function refuse(message) {
  console.error(message)
  process.exit(2)
}

/** Runs statements on the server; a row is a list of texts. */
async function ask(database, ...statements) {
  const place = new URL(url)
  if (database !== null) place.pathname = database
  const client = new pg.Client({ connectionString: place.href })
  await client.connect()
  try {
    let rows = []
    for (const text of statements) ({ rows } = await client.query({ text, rowMode: 'array' }))
    return rows
  } finally {
    await client.end()
  }
}

/** Runs one command in a project, in a database of that name, and tells what each node came to: its status, and failures. */
function run(engine, folder, database, command) {
  const target = join(work, engine, database)
  mkdirSync(target, { recursive: true })
  const { profile } = parse(readFileSync(join(folder, 'dbt_project.yml'), 'utf8'))
  const output = {
    type: 'postgres',
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username) || 'postgres',
    password: decodeURIComponent(url.password) || 'none',
    dbname: database,
    schema: 'conformance',
    threads: Number(options.threads),
  }
  // YAML reads JSON.
  writeFileSync(join(work, 'profiles.yml'), JSON.stringify({ [profile]: { target: 'dev', outputs: { dev: output } } }))
  const [program, ...before] = ENGINES[engine]
  const { stdout, stderr, error, status } = spawnSync(
    program,
    [...before, ...command, '--profiles-dir', work, '--target-path', target, '--log-path', target],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', DO_NOT_TRACK: '1', NO_COLOR: '1' },
    },
  )
  if (error !== undefined) refuse(`${engine} does not start: ${error.message}`)
  if (command[0] !== 'build') {
    if (status !== 0) refuse(`${engine} failed with ${command.join(' ')}:\n${stdout}${stderr}`)
    return new Map()
  }
  try {
    const { results } = JSON.parse(readFileSync(join(target, 'run_results.json'), 'utf8'))
    return new Map(results.map(({ unique_id, status, failures }) => [unique_id, `${status} ${failures ?? ''}`.trim()]))
  } catch (cause) {
    throw new Error(`${engine} left no results for ${folder}:\n${stdout}${stderr}`, { cause })
  }
}

const RELATIONS = `
select
  n.nspname || '.' || c.relname,
  format('%I.%I', n.nspname, c.relname),
  c.relkind::text || c.relpersistence::text,
  (
    select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
    from pg_attribute as a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ),
  (
    select string_agg(regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ON ', ' INDEX ON '), '; '
      order by regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ON ', ' INDEX ON ') collate "C")
    from pg_index as i
    where i.indrelid = c.oid
  ),
  (
    select string_agg(pg_get_constraintdef(k.oid), '; ' order by pg_get_constraintdef(k.oid) collate "C")
    from pg_constraint as k
    where k.conrelid = c.oid
  ),
  (
    select string_agg(d.objsubid || ': ' || d.description, '; ' order by d.objsubid)
    from pg_description as d
    where d.objoid = c.oid and d.classoid = 'pg_class'::regclass
  ),
  array_to_string(c.relacl, ' ')
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm') and n.nspname <> 'information_schema' and n.nspname !~ '^(pg_|assay$)'`

/** What each relation of a database is and holds, as one text. */
async function relationsOf(database) {
  const prints = new Map()
  for (const [name, quoted, ...shape] of await ask(database, RELATIONS)) {
    if (options.skip.includes(name) || options.skip.includes(name.split('.')[1])) continue
    const rows = `select count(*), md5(string_agg(t::text, e'\\n' order by t::text collate "C")) from ${quoted} as t`
    // A view may fail to be read, for both alike.
    const held = await ask(database, rows).then(
      ([row]) => row,
      (error) => [error.message],
    )
    prints.set(name, [...shape, ...held].join(' | '))
  }
  return prints
}

const succeeded = (statuses) => [...statuses.values()].filter((it) => /^(?:success|pass)\b/.test(it)).length

/** How many of what either has are the same in both, and a line for each that is not. */
function compared(theirs, ours) {
  const names = [...new Set([...theirs.keys(), ...ours.keys()])].sort()
  const different = names.filter((name) => theirs.get(name) !== ours.get(name))
  const lines = different.map((name) => `  ${name}\n    dbt-core  ${theirs.get(name)}\n    assay     ${ours.get(name)}`)
  return { words: `${names.length - different.length} of ${names.length}`, lines }
}

const lines = []
const table = [['project', 'dbt-core', 'assay', 'same status', 'same relations']]
try {
  for (const [i, project] of projects.entries()) {
    const folder = resolve(project)
    const statuses = {}
    const relations = {}
    for (const engine of Object.keys(ENGINES)) {
      // One name for both: a template that prints the database's name must not make a difference.
      const database = `assay_conformance_${i}`
      await ask(null, `drop database if exists ${database}`, `create database ${database} template template0`)
      for (const command of options.first) run(engine, folder, database, command.split(' '))
      for (let time = 0; time < Number(options.times); time += 1)
        statuses[engine] = run(engine, folder, database, ['build'])
      relations[engine] = await relationsOf(database)
      const kept = `${database}_${engine === 'assay' ? 'assay' : 'dbt'}`
      await ask(null, `drop database if exists ${kept}`)
      await ask(null, options.keep ? `alter database ${database} rename to ${kept}` : `drop database ${database}`)
    }
    const same = compared(statuses['dbt-core'], statuses.assay)
    const equal = compared(relations['dbt-core'], relations.assay)
    lines.push(...same.lines, ...equal.lines)
    const counts = Object.values(statuses).map((all) => `${succeeded(all)} of ${all.size} succeeded`)
    const { name } = parse(readFileSync(join(folder, 'dbt_project.yml'), 'utf8'))
    table.push([name, ...counts, same.words, equal.words])
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}

for (const line of lines) console.log(line)
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '))
if (lines.length > 0) process.exitCode = 1
