#!/usr/bin/env node
/**
 * Builds public projects with Assay, lets it say which columns each column is made of (`docs generate` → `assay.json`),
 * and asks PostgreSQL: a view of each model's SQL is made and dropped, and what the server notes of the columns that it
 * reads is held against what was said.
 *
 *   node conformance/column-lineage.mjs --url postgresql://postgres@127.0.0.1:5432/postgres [--alter] [--only name]…
 *       [--keep] [--verbose] FOLDER
 *   node conformance/column-lineage.mjs --url postgresql://…/shop [--alter] --artifacts path/to/target
 *
 * With --alter each column that a model reads is altered too, in a transaction that is rolled back, and what changes of
 * the model must be said to come of it, or its rows.
 *
 * FOLDER holds clones of the projects in projects.json (`prepare.mjs` makes it), or is a project; --artifacts names what
 * `docs generate` left of one that is built in the database of --url. Needs `npm run build` and a server on which
 * databases may be created; nothing is written into the projects. Prints a line for each project, then each reason why
 * something is not known, and everything that PostgreSQL contradicts: a name that a query does not give, a column that it
 * does not read, a change that nobody foretold. Exit code 1 when something is contradicted.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { changesOf } from './altered-columns.mjs'
import { ask } from './database.mjs'
import { artifact, enginesOf, nameOf, run } from './engine.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres' },
    only: { type: 'string', multiple: true, default: [] },
    keep: { type: 'boolean', default: false },
    alter: { type: 'boolean', default: false },
    artifacts: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})
/** The columns that a view names, by relation. */
const READS = `
select distinct n.nspname || '.' || c.relname, a.attname
from pg_rewrite as r
inner join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
inner join pg_class as c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid
inner join pg_namespace as n on n.oid = c.relnamespace
left join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.refobjsubid and d.refobjsubid > 0
where r.ev_class = 'assay_probe.probe'::regclass`

const work = mkdtempSync(join(tmpdir(), 'assay-lineage-'))
const { assay } = enginesOf('none')
let contradicted = 0

if (options.artifacts !== undefined) {
  const folder = resolve(options.artifacts)
  await report(folder, new URL(options.url).pathname.slice(1), folder)
}
for (const project of positionals.flatMap(projectsIn)) {
  const database = `assay_lineage_${project.name.replaceAll(/\W/g, '_')}`.toLowerCase()
  const { vars, environment, schema = 'conformance', target = 'dev', first = [] } = project
  const place = { url: options.url, database, schema, target, threads: 4 }
  const common = { folder: project.folder, work: join(work, project.name), place, vars, environment }
  await ask(options.url, null, `drop database if exists ${database}`, `create database ${database} template template0`)
  for (const command of [...first, ['build'], ['docs', 'generate']]) {
    const { status, said } = run(assay, command, common)
    if (status !== 0 && command[0] !== 'build')
      throw new Error(`${command.join(' ')} failed in ${project.name}:\n${said}`)
  }
  await report(project.name, database, common.work)
  if (!options.keep) await ask(options.url, null, `drop database ${database}`)
}
rmSync(work, { recursive: true, force: true })
process.exit(contradicted === 0 ? 0 : 1)

async function report(name, database, folder) {
  const told = { manifest: artifact(folder, 'manifest.json'), assay: artifact(folder, 'assay.json') }
  const found = await compare(database, told)
  contradicted += found.contradictions.length
  process.stdout.write(`${row(name, found)}\n`)
  for (const [reason, count] of found.reasons) process.stdout.write(`    ${count} × ${reason}\n`)
  for (const line of found.contradictions) process.stdout.write(`    ! ${line}\n`)
}

/** A project as it is, or those of projects.json that were cloned into a folder. */
function projectsIn(folder) {
  const root = resolve(folder)
  if (existsSync(join(root, 'dbt_project.yml'))) return [{ name: nameOf(root), folder: root }]
  const { projects } = JSON.parse(readFileSync(join(import.meta.dirname, 'projects.json'), 'utf8'))
  return projects
    .filter(({ name }) => existsSync(join(root, name)) && (options.only.length === 0 || options.only.includes(name)))
    .map((project) => ({ ...project, folder: join(root, project.name, project.folder ?? '.') }))
}

function row(name, { models, columns, resolved, listed, confirmed, unlisted, asked, changes, foretold }) {
  const share = `${((100 * resolved) / Math.max(1, columns)).toFixed(1)} %`
  return `| ${[name, models, columns, resolved, share, asked, listed, confirmed, unlisted, ...(options.alter ? [changes, foretold] : [])].join(' | ')} |`
}

async function compare(database, { manifest, assay: { resources } }) {
  const found = {
    models: 0,
    columns: 0,
    resolved: 0,
    listed: 0,
    confirmed: 0,
    asked: 0,
    unlisted: 0,
    changes: 0,
    foretold: 0,
    reasons: new Map(),
    contradictions: [],
  }
  const address = new URL(options.url)
  address.pathname = database
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    await client.query('create schema if not exists assay_probe')
    for (const node of Object.values(manifest.nodes)) {
      if (node.resource_type !== 'model' && node.resource_type !== 'snapshot') continue
      const { columns, unresolved, rows } = resources[node.unique_id].lineage
      const all = Object.values(columns)
      found.models += 1
      found.columns += all.length
      found.resolved += all.filter((column) => column.unresolved.length === 0).length
      for (const { message } of [...unresolved, ...all.flatMap((column) => column.unresolved)])
        found.reasons.set(message, (found.reasons.get(message) ?? 0) + 1)
      const view = await viewOf(client, node)
      if (view === null) continue
      found.asked += 1
      const own = new Set(
        Object.keys(columns).filter((name) => node.resource_type === 'model' || !name.startsWith('dbt_')),
      )
      for (const name of own)
        if (!view.names.has(name) && columns[name].unresolved.length === 0)
          found.contradictions.push(`${node.name} does not give ${name}`)
      const from = Object.entries(columns).flatMap(([name, column]) => (own.has(name) ? column.from : []))
      const origins = [...from, ...rows].flatMap((origin) => stored(origin, manifest, resources))
      const listed = new Map(
        origins.map(({ unique_id, relation, column }) => {
          const place = [relationOf(unique_id, relation, manifest), column]
          return [JSON.stringify(place), place]
        }),
      )
      found.listed += listed.size
      for (const [key, [relation, column]] of listed)
        if (view.reads(relation, column)) found.confirmed += 1
        else found.contradictions.push(`${node.name} does not read ${key}`)
      // What only unused columns of its common table expressions read.
      const others = [...view.read].filter((key) => JSON.parse(key)[1] !== null && !listed.has(key))
      found.unlisted += others.length
      if (options.verbose)
        for (const key of others) process.stdout.write(`    ${node.name} reads, for nothing told: ${key}\n`)
      if (options.alter) await alter(client, node, view, columns, rows, own, { manifest, resources }, found)
    }
  } finally {
    await client.end()
  }
  return found
}

/** Alters what the model reads, column by column, and holds what changes against what was told. */
async function alter(client, node, view, columns, rows, own, { manifest, resources }, found) {
  const read = [...view.read].map((key) => JSON.parse(key))
  const places = (origins) =>
    new Set(
      origins
        .flatMap((origin) => stored(origin, manifest, resources))
        .map(({ unique_id, relation, column }) => JSON.stringify([relationOf(unique_id, relation, manifest), column])),
    )
  const ofRows = places(rows)
  const names = [...own].filter((name) => view.names.has(name))
  for (const { relation, column, how, changed } of await changesOf(client, codeOf(node), read, names))
    for (const name of changed) {
      const place = JSON.stringify([relation, column])
      found.changes += 1
      if (ofRows.has(place) || places(columns[name].from).has(place)) found.foretold += 1
      else found.contradictions.push(`${node.name}.${name} changes with ${place} (${how}), which is not told`)
    }
}

/** Ephemeral models are inside the SQL: what they read themselves, is read. */
function stored(origin, manifest, resources, seen = new Set()) {
  const node = manifest.nodes[origin.unique_id]
  if (node === undefined || node.config.materialized !== 'ephemeral') return origin.column === '*' ? [] : [origin]
  const key = JSON.stringify([origin.unique_id, origin.column])
  if (seen.has(key)) return []
  const { columns, rows } = resources[origin.unique_id].lineage
  const from = origin.column === '*' ? rows : (columns[origin.column]?.from ?? [])
  return from.flatMap((inner) => stored(inner, manifest, resources, new Set([...seen, key])))
}

function relationOf(id, relation, { nodes, sources }) {
  const one = nodes[id] ?? sources[id]
  return one === undefined ? relation : `${one.schema}.${one.alias ?? one.identifier}`
}

function codeOf({ compiled_code: code }) {
  return code.replace(/[\s;]+$/, '')
}

/** What the server knows of a model's SQL; null where it can be no view. */
async function viewOf(client, node) {
  try {
    await client.query(`create view assay_probe.probe as ${codeOf(node)}\n`)
  } catch (error) {
    if (error.code === undefined) throw error // it was not the server's
    return null
  }
  const ask = async (text) => (await client.query({ text, rowMode: 'array' })).rows
  const names = await ask(
    `select attname from pg_attribute where attrelid = 'assay_probe.probe'::regclass and attnum > 0`,
  )
  const read = new Set((await ask(READS)).map(([relation, column]) => JSON.stringify([relation, column])))
  await client.query('drop view assay_probe.probe')
  return {
    names: new Set(names.map(([name]) => name)),
    read,
    // Of a row as a whole the server notes the relation only.
    reads: (relation, column) =>
      read.has(JSON.stringify([relation, column])) || read.has(JSON.stringify([relation, null])),
  }
}
