#!/usr/bin/env node
/**
 * Builds dbt projects with dbt-core and with Assay, each in an empty database, and compares what became of every node,
 * what then lies in the database (relations, columns, types, indexes, constraints, comments, grants, rows), what the
 * manifests say, compiled code included, and the seconds it took.
 *
 *   node conformance/same-as-dbt.mjs --url postgresql://postgres@127.0.0.1:5432/postgres [--dbt .peers/dbt/bin/dbt]
 *       [--times 2] [--only name]… [--against-itself] [--keep] [--work folder] [--database prefix] [--threads 4]
 *       [--first 'command']… [--skip relation]… FOLDER…
 *
 * A FOLDER is a project, or holds clones of those in projects.json (`prepare.mjs` makes it), where stands what each
 * needs. Of a project --first runs a command before, such as `run-operation make_sources`; with `seed` a test that reads
 * what no `ref` leads to finds it. What the clock or chance feeds differs between any two builds: --skip names it
 * (`relation`, `relation.column`, `*.column`; a test: `name` or the `start_of_its*`; SQL: `model.compiled_code`).
 *
 * Needs `npm run build`, dbt (bench/peers/setup.sh installs one), and a server on which databases may be created. Nothing
 * is written into the projects. --times builds that often, over what is there. --against-itself lets dbt-core take
 * Assay's place: what then differs is fed by the clock, or by chance. --keep leaves the databases and --work the
 * artifacts, to look at what differs; with --reuse dbt-core is not asked again. Exit code 1 when something does.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ask, relationsOf } from './database.mjs'
import { artifact, enginesOf, nameOf, run, statusesIn } from './engine.mjs'
import { knownAs } from './known-differences.mjs'
import { compareManifests, reportOf } from './manifests.mjs'

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres' },
    dbt: { type: 'string', default: '.peers/dbt/bin/dbt' },
    only: { type: 'string', multiple: true, default: [] },
    skip: { type: 'string', multiple: true, default: [] },
    first: { type: 'string', multiple: true, default: [] },
    times: { type: 'string', default: '2' },
    keep: { type: 'boolean', default: false },
    'against-itself': { type: 'boolean', default: false },
    threads: { type: 'string', default: '4' },
    work: { type: 'string' },
    reuse: { type: 'boolean', default: false },
    database: { type: 'string', default: 'assay_conformance' },
  },
})
const projects = folders.flatMap(projectsIn)
if (projects.length === 0) {
  process.stderr.write('name a folder with a dbt_project.yml, or one that prepare.mjs filled\n')
  process.exit(2)
}

const { url } = options
const work = options.work === undefined ? mkdtempSync(join(tmpdir(), 'assay-conformance-')) : resolve(options.work)
const programs = enginesOf(options.dbt)
if (options['against-itself']) programs.assay = programs['dbt-core']

/** A project as it is, or those of projects.json that were cloned into a folder. */
function projectsIn(folder) {
  const root = resolve(folder)
  if (existsSync(join(root, 'dbt_project.yml'))) {
    const first = options.first.map((it) => it.split(' '))
    return [{ name: nameOf(root), folder: root, first, skip: options.skip }]
  }
  const listed = JSON.parse(readFileSync(join(import.meta.dirname, 'projects.json'), 'utf8')).projects
  return listed
    .filter(({ name }) => existsSync(join(root, name)) && (options.only.length === 0 || options.only.includes(name)))
    .map((project) => ({ ...project, folder: join(root, project.name, project.folder ?? '.') }))
}

/** All that one engine makes of a project, in an empty database. */
async function built(engine, project) {
  const {
    name,
    folder,
    first = [],
    operations = [],
    vars,
    environment,
    schema = 'conformance',
    target = 'dev',
  } = project
  // One name and one folder for both: a template that prints them must not make a difference.
  const database = `${options.database}_${name.replaceAll(/\W/g, '_')}`.toLowerCase()
  const place = { url, database, schema, target, threads: Number(options.threads) }
  const common = { folder, work: join(work, 'target'), place, vars, environment }
  rmSync(common.work, { recursive: true, force: true })
  await ask(url, null, `drop database if exists ${database}`, `create database ${database} template template0`)
  for (const command of first) {
    const { status, said } = run(programs[engine], command, common)
    if (status !== 0) throw new Error(`${engine} failed with ${command.join(' ')}:\n${said}`)
  }
  let [seconds, said] = [0, '']
  for (let time = 0; time < Number(options.times); time += 1) {
    rmSync(join(common.work, 'run_results.json'), { force: true })
    const done = run(programs[engine], ['build'], common)
    seconds += done.seconds
    said = done.said
  }
  const statuses = statusesIn(common.work, project.skip ?? [])
  if (statuses === undefined) throw new Error(`${engine} left no results for ${name}:\n${said}`)
  const manifest = artifact(common.work, 'manifest.json')
  const texts = new Map(
    operations.map((words) => {
      const { stdout, status } = run(programs[engine], ['--quiet', 'run-operation', ...words], common)
      return [words.join(' '), status === 0 ? stdout : `exit code ${status}`]
    }),
  )
  const relations = await relationsOf(url, database, project.skip ?? [])
  const kept = `${database}_${engine === 'assay' ? 'assay' : 'dbt'}`
  await ask(url, null, `drop database if exists ${kept}`)
  await ask(url, null, options.keep ? `alter database ${database} rename to ${kept}` : `drop database ${database}`)
  if (options.work !== undefined) moved(common.work, join(work, name), engine)
  return { statuses, manifest, texts, relations, seconds }
}

function moved(from, into, name) {
  rmSync(join(into, name), { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  renameSync(from, join(into, name))
}

/** How many of what either has are the same in both, and a line for each that is not. */
function compared(theirs, ours) {
  const names = [...new Set([...theirs.keys(), ...ours.keys()])].sort()
  const different = names.filter((name) => theirs.get(name) !== ours.get(name))
  const lines = different.map((name) => `  ${name}\n    dbt-core  ${theirs.get(name)}\n    assay     ${ours.get(name)}`)
  return { same: names.length - different.length, all: names.length, lines }
}

const table = [
  [
    'project',
    'nodes',
    'passed',
    'same status',
    'same relations',
    'left out',
    'same output',
    'manifest',
    'known',
    'dbt-core',
    'Assay',
    'ratio',
  ],
]
const sums = {
  nodes: 0,
  passed: 0,
  status: [0, 0],
  relations: [0, 0],
  output: [0, 0],
  manifest: 0,
  known: 0,
  dbt: 0,
  assay: 0,
}
let faults = 0

const passedOf = (statuses) => [...statuses.values()].filter((it) => /^(?:success|pass)\b/.test(it)).length
const share = ([same, all]) => (all === 0 ? '' : `${same} of ${all}`)
const seconds = (it) => `${it.toFixed(1)} s`

try {
  for (const project of projects) {
    process.stderr.write(`${project.name}\n`)
    try {
      await compare(project)
    } catch (error) {
      faults += 1
      process.stdout.write(`${project.name}: ${error.message}\n`)
    }
  }
} finally {
  if (options.work === undefined) rmSync(work, { recursive: true, force: true })
}
if (table.length > 2) table.push(['all', ...row(sums, '')])
print(table)
if (faults > 0) process.exitCode = 1

/** With --reuse what dbt-core made is taken from the folder --work, where an earlier comparison left it. */
async function builtByDbt(project) {
  const file = join(work, project.name, 'dbt-core.json')
  const asked = JSON.stringify(project)
  if (options.reuse && existsSync(file)) {
    const { statuses, texts, relations, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
    if (rest.asked === asked)
      return { ...rest, statuses: new Map(statuses), texts: new Map(texts), relations: new Map(relations) }
  }
  const made = await built('dbt-core', project)
  if (options.work !== undefined) {
    const { statuses, texts, relations, ...rest } = made
    const lists = { statuses: [...statuses], texts: [...texts], relations: [...relations] }
    writeFileSync(file, JSON.stringify({ ...rest, ...lists, asked }))
  }
  return made
}

async function compare(project) {
  const theirs = await builtByDbt(project)
  const ours = await built('assay', project)
  const [status, relations, output] = ['statuses', 'relations', 'texts'].map((it) => compared(theirs[it], ours[it]))
  const differences = compareManifests(ours.manifest, theirs.manifest, project.skip)
  const unknown = differences.filter((it) => knownAs(it, ours.manifest) === undefined)
  const lines = [...status.lines, ...relations.lines, ...output.lines]
  if (unknown.length > 0) lines.push(reportOf(unknown, false))
  if (lines.length > 0) process.stdout.write(`${[project.name, ...lines].join('\n')}\n`)
  faults += lines.length
  const numbers = {
    nodes: status.all,
    passed: passedOf(theirs.statuses),
    status: [status.same, status.all],
    relations: [relations.same, relations.all],
    output: [output.same, output.all],
    manifest: unknown.length,
    known: differences.length - unknown.length,
    dbt: theirs.seconds,
    assay: ours.seconds,
  }
  for (const [key, value] of Object.entries(numbers)) {
    if (Array.isArray(value)) sums[key] = sums[key].map((sum, i) => sum + value[i])
    else sums[key] += value
  }
  table.push([project.name, ...row(numbers, (project.skip ?? []).join(', '))])
}

function row(it, left) {
  const { nodes, passed, status, relations, output, manifest, known, dbt, assay } = it
  const ratio = `1/${(dbt / assay).toFixed(1)}`
  const texts = [nodes, passed, share(status), share(relations), left, share(output), manifest, known]
  return [...texts.map(String), seconds(dbt), seconds(assay), ratio]
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((it) => it[column].length)))
  for (const it of rows)
    process.stdout.write(
      `${it
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd()}\n`,
    )
}
