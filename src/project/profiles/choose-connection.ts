/**
 * Which database a project runs on: the first of profile, environment and embedded that applies, and why.
 * - The profile, when the project (or `--profile`) names one that a profiles.yml has.
 * - The environment, when `DATABASE_URL`, `PGHOST`, `PGHOSTADDR`, `PGDATABASE` or `PGSERVICE` is set.
 * - The embedded database; `--target embedded` asks for it before the environment. But a profile that is missing from a
 *   profiles.yml that is there is an error, a slip most likely.
 */
import { join, resolve } from 'node:path'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { Location } from '../../base/position.ts'
import { environmentVariable, type Surroundings } from '../../context/env-var.ts'
import type { ConnectionSettings, Target } from '../../resources/connection.ts'
import type { YamlMap } from '../../yaml/yaml-value.ts'
import { environmentConnection } from './environment-connection.ts'
import { missingProfile, missingProfilesFile, profileNotUsed, targetWithoutProfile } from './errors.ts'
import { type Output, targetDefaults } from './read-output.ts'
import { type AbsentProfile, readProfile } from './read-profiles.ts'

export interface ConnectionRequest {
  /** Absolute path of the project. */
  readonly root: string
  /** Where the command was started: its profiles.yml comes before the project's. */
  readonly startedIn: string
  readonly home: string | null
  readonly environment: Surroundings
  readonly commandVars: YamlMap
  /** The project's `profile`, and `--profile` in its stead. */
  readonly projectProfile: string | null
  /** Where the project names it. */
  readonly profileAt: Location
  readonly profile: string | null
  readonly target: string | null
  /** `--profiles-dir` */
  readonly profilesDir: string | null
  readonly threads: number | null
  readonly labelOf: (path: string) => string
  readonly report: (diagnostic: Diagnostic) => void
}

export interface ChosenConnection {
  readonly target: Target
  readonly connection: ConnectionSettings
}

/** Where models go when no profile says it: a schema of their own, so that they cannot replace an application's tables. */
const SCHEMA = 'analytics'

/** The connection, or null when what would apply is wrong; the reasons are reported. */
export async function chooseConnection(request: ConnectionRequest): Promise<ChosenConnection | null> {
  const { root, environment, report, labelOf } = request
  const name = request.profile ?? environmentVariable(environment, 'DBT_PROFILE') ?? request.projectProfile
  const target = request.target ?? environmentVariable(environment, 'DBT_TARGET') ?? null
  const explicit = request.profilesDir ?? environmentVariable(environment, 'DBT_PROFILES_DIR') ?? null
  const folders = explicit === null ? usualFolders(request) : [resolve(request.startedIn, explicit)]
  const found = name === null ? NOTHING_WANTED : await readProfile({ ...request, name, target, folders })
  if (found === null) return null
  if (name !== null && !('absent' in found))
    return fromProfile(request, name, found.target, found.output, found.description)

  const at = name === request.projectProfile ? request.profileAt : undefined
  const files = 'absent' in found ? found.files : []
  const searched = folders.map(labelOf)
  // Whoever says where the profile is wants that one and no other connection.
  const insisted = name !== null && (explicit !== null || request.profile !== null)
  const fromOutside = insisted || target === 'embedded' ? undefined : fromEnvironment(request, name, target)
  if (fromOutside !== undefined) return fromOutside
  if (name !== null && 'absent' in found && (insisted || files.length > 0)) {
    report(files.length > 0 ? missingProfile(name, files, found.known, at) : missingProfilesFile(name, searched, at))
    return null
  }
  if (name !== null) report(profileNotUsed(name, searched, request.profileAt))
  if (target !== null && target !== 'embedded') {
    report(targetWithoutProfile(target, 'the embedded database'))
    return null
  }
  return embeddedConnection(root, name, environment, target === null ? undefined : 'the target embedded')
}

const NOTHING_WANTED: AbsentProfile = { absent: true, files: [], known: [] }

function usualFolders({ startedIn, root, home }: ConnectionRequest): readonly string[] {
  const folders = [startedIn, root]
  if (home !== null) folders.push(join(home, '.dbt'))
  return [...new Set(folders)]
}

function fromProfile(
  request: ConnectionRequest,
  profile: string,
  target: string,
  output: Output,
  description: string,
): ChosenConnection {
  return connect(request, { output, profile, target, origin: { kind: 'profile', description } })
}

/** Null: the environment describes a connection, and it is wrong. Undefined: it describes none. */
function fromEnvironment(request: ConnectionRequest, name: string | null, target: string | null) {
  try {
    const found = environmentConnection(request.environment, schemaOf(request.environment), request.report)
    if (found === null) return undefined
    if (target !== null && target !== 'environment') {
      request.report(targetWithoutProfile(target, `taken from ${found.description}`))
      return null
    }
    const origin = { kind: 'environment', description: found.description } as const
    return connect(request, { output: found.output, profile: name ?? 'environment', target: 'environment', origin })
  } catch (thrown) {
    if (!(thrown instanceof AssayError)) throw thrown
    for (const diagnostic of thrown.diagnostics) request.report(diagnostic)
    return null
  }
}

interface Choice {
  readonly output: Output
  readonly profile: string
  readonly target: string
  readonly origin: ConnectionSettings['origin']
}

function connect(request: ConnectionRequest, { output, profile, target, origin }: Choice): ChosenConnection {
  const settings = { ...output.settings, threads: request.threads ?? output.settings.threads }
  const { database, host, port, user, threads } = settings
  return {
    connection: { kind: 'postgres', origin, ...settings, timezone: null },
    target: {
      name: target,
      profileName: profile,
      type: 'postgres',
      database,
      schema: output.schema,
      threads,
      host,
      port,
      user,
      extra: output.extra,
    },
  }
}

/** The embedded database beside the project, as `--target embedded` would have it. */
export function embeddedConnection(
  root: string,
  profile: string | null,
  environment: Surroundings,
  description = 'neither a profile nor DATABASE_URL nor PGHOST and the like are set',
): ChosenConnection {
  const origin = { kind: 'embedded', description } as const
  return {
    connection: { kind: 'embedded', origin, folder: join(root, '.assay'), timezone: null },
    target: {
      name: 'embedded',
      profileName: profile ?? 'embedded',
      type: 'postgres',
      database: 'postgres',
      schema: schemaOf(environment),
      threads: 1,
      host: 'localhost',
      port: 5432,
      user: 'postgres',
      extra: targetDefaults({}),
    },
  }
}

function schemaOf(environment: Surroundings): string {
  return environment.ASSAY_SCHEMA || environment.DBT_SCHEMA || SCHEMA
}
