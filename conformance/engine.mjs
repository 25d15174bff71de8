/** Runs one command of dbt-core or Assay in a project, in a database of its own, and tells what came of it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

/** The programs, by the engine's name. */
export const enginesOf = (dbt) => ({
  'dbt-core': [resolve(dbt)],
  assay: [process.execPath, join(import.meta.dirname, '../dist/cli/main.js')],
})

/**
 * Runs it with a profile made for `place`: {url, database, schema, threads, target}. Artifacts, logs and the profile go
 * to the folder `work`; nothing is written into the project. Gives {stdout, said, status, seconds}.
 */
export function run(program, command, { folder, work, place, vars = {}, environment = {} }) {
  mkdirSync(work, { recursive: true })
  writeFileSync(join(work, 'profiles.yml'), profile(folder, place))
  const [executable, ...before] = program
  const options = ['--profiles-dir', work, '--target-path', work, '--log-path', work]
  if (Object.keys(vars).length > 0) options.push('--vars', JSON.stringify(vars))
  const started = performance.now()
  const { stdout, stderr, error, status } = spawnSync(executable, [...before, ...command, ...options], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
      DO_NOT_TRACK: '1',
      NO_COLOR: '1',
      ...environment,
    },
  })
  if (error !== undefined) throw error
  return { stdout, said: `${stdout}${stderr}`, status, seconds: (performance.now() - started) / 1000 }
}

/**
 * The status of every node, with its number of failures, by id; undefined where the command left no results. `skip`
 * names nodes that the clock or chance feeds, or how their names begin (`name*`).
 */
export function statusesIn(work, skip) {
  const results = artifact(work, 'run_results.json')?.results
  if (results === undefined) return undefined
  const left = (name) => skip.some((it) => (it.endsWith('*') ? name.startsWith(it.slice(0, -1)) : it === name))
  return new Map(
    results
      .filter(({ unique_id }) => !left(unique_id.split('.')[2]) || !unique_id.startsWith('test.'))
      .map(({ unique_id, status, failures }) => [unique_id, `${status} ${failures ?? ''}`.trim()]),
  )
}

export function artifact(work, name) {
  try {
    return JSON.parse(readFileSync(join(work, name), 'utf8'))
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined
    throw cause
  }
}

export const nameOf = (folder) => parse(readFileSync(join(folder, 'dbt_project.yml'), 'utf8')).name

/** YAML reads JSON. */
function profile(folder, { url, database, schema, threads, target }) {
  const { hostname, port, username, password } = new URL(url)
  const output = {
    type: 'postgres',
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username) || 'postgres',
    password: decodeURIComponent(password) || 'none',
    dbname: database,
    schema,
    threads,
  }
  const wanted = parse(readFileSync(join(folder, 'dbt_project.yml'), 'utf8')).profile
  return JSON.stringify({ [wanted]: { target, outputs: { [target]: output } } })
}
