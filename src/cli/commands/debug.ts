import { join, resolve } from 'node:path'
import { AssayError, openWarehouse, type Project, readProject, type Warehouse } from '../../assay.ts'
import type { Call } from '../command.ts'
import { EXIT } from '../command.ts'
import { cacheFolder, readOptions } from '../open-project.ts'
import { styleOf, wantsColor } from '../print/style.ts'
import { padEnd } from '../print/width.ts'
import { harmless } from '../print/words.ts'
import { packageVersion } from '../version.ts'

/** What the database says of itself, and what this user may do there. */
const PROBE = `
select
  version(),
  current_user,
  exists (select from pg_catalog.pg_namespace where nspname = $1),
  pg_catalog.has_database_privilege(current_database(), 'CREATE'),
  coalesce(
    (select pg_catalog.has_schema_privilege(oid, 'CREATE, USAGE') from pg_catalog.pg_namespace where nspname = $1),
    false
  ),
  current_setting('TimeZone')`

/** Which project and which database, why these, and whether the database answers. Never shows a password. */
export async function debug(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  const style = styleOf(
    wantsColor(terminal.stdout, terminal.environment, call.set.has('use_colors') ? flags.use_colors : undefined),
  )
  const say = (label: string, text: string): void =>
    report.tell({ kind: 'answer', name: 'text', text: `${style.dim(padEnd(label, 12))}${harmless(text)}` })
  const problem = (text: string): void =>
    report.tell({ kind: 'answer', name: 'text', text: `${style.red('✗')} ${harmless(text)}` })

  if (flags.config_dir) {
    const chosen = flags.profiles_dir
    const usual = ['this folder', 'the project', ...(terminal.home === null ? [] : [join(terminal.home, '.dbt')])]
    say('profiles', `looked for in ${chosen === null ? usual.join(', then in ') : resolve(terminal.cwd, chosen)}`)
    return EXIT.fine
  }
  const project = await readable(call)
  if (project === undefined) return EXIT.failures
  const { connection, target, settings, packages } = project
  report.tell({ kind: 'diagnostics', diagnostics: project.diagnostics })
  say('assay', `${packageVersion()} on ${terminal.runtime}`)
  if (!flags.connection) {
    say('project', `${settings.name}: ${settings.file} in ${project.root}`)
    const installed = packages.filter(({ origin }) => origin === 'installed').map(({ name }) => name)
    say('packages', installed.length === 0 ? 'none installed' : installed.join(', '))
  }
  say(
    'connection',
    connection.kind === 'embedded'
      ? `the embedded database: ${connection.origin.description}`
      : connection.origin.description,
  )
  await using warehouse = await openWarehouse(connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  say('database', warehouse.description)
  say('schema', target.schema)
  const begun = terminal.now()
  const answer = await probe(warehouse, target.schema, terminal.signal)
  if (typeof answer === 'string') {
    problem(answer)
    return EXIT.failures
  }
  const { version, user, missing, timezone } = answer
  say('server', `${version}, ${timezone}`)
  say('user', user)
  say('threads', String(Math.min(target.threads, warehouse.maxSessions)))
  if (warehouse.pooled === true)
    say(
      'pooler',
      'one stands between: role, search_path and session settings may not last from one transaction to the next',
    )
  for (const lack of missing) problem(lack)
  if (missing.length > 0) return EXIT.failures
  report.tell({
    kind: 'answer',
    name: 'text',
    text: `${style.green('✓')} it answers, in ${Math.round(terminal.now() - begun)} ms`,
  })
  return EXIT.fine
}

/** The project, unless its file or its profile cannot be read: that is told, as what is asked for, not as a wrong call. */
async function readable(call: Call): Promise<Project | undefined> {
  const { terminal, report, flags } = call
  const folder = resolve(terminal.cwd, flags.project_dir ?? '.')
  try {
    return await readProject(folder, readOptions(call))
  } catch (error) {
    // A folder that is not there is a wrong call.
    if (!(error instanceof AssayError) || error.diagnostics[0].code === 'no-folder') throw error
    report.tell({ kind: 'diagnostics', diagnostics: error.diagnostics })
    return undefined
  }
}

interface Answer {
  readonly version: string
  readonly user: string
  readonly timezone: string
  /** What must be granted or made before anything can be built there. */
  readonly missing: readonly string[]
}

/** What the server answered, or why it did not. */
async function probe(warehouse: Warehouse, schema: string, signal: AbortSignal): Promise<Answer | string> {
  try {
    await using session = await warehouse.open()
    const { rows } = await session.query(PROBE, [schema], signal)
    const [version = null, user = null, exists = null, mayCreate = null, mayBuild = null, timezone = null] =
      rows[0] ?? []
    const missing: string[] = []
    if (exists !== 't' && mayCreate !== 't')
      missing.push(
        `the schema ${schema} does not exist, and ${user} may not create it: grant create on database, or create it`,
      )
    else if (exists === 't' && mayBuild !== 't')
      missing.push(`${user} may not create relations in the schema ${schema}: grant create, usage on schema`)
    return { version: shortVersion(version ?? ''), user: user ?? '', timezone: timezone ?? '', missing }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'WarehouseError') throw error
    const hint = (error as Error & { readonly hint?: string | null }).hint
    return `${error.message}${hint ? `\n  → ${hint}` : ''}`
  }
}

/** `PostgreSQL 15.4` of `PostgreSQL 15.4 (Debian …) on x86_64 …` */
function shortVersion(version: string): string {
  return /^\S+ \S+/.exec(version)?.[0] ?? version
}
