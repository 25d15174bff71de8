/** A connection from `DATABASE_URL` and libpq's variables (`PGHOST`, `PGUSER` …). */
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { Surroundings } from '../../context/env-var.ts'
import { type ConnectionParameters, type ParameterName, parseDatabaseUrl } from './database-url.ts'
import { badDatabaseUrl, badSslMode, serviceFile, severalHosts } from './errors.ts'
import { DEFAULTS, isSslMode } from './output-keys.ts'
import { type Output, targetDefaults } from './read-output.ts'

const VARIABLES: Readonly<Partial<Record<ParameterName, string>>> = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  dbname: 'PGDATABASE',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  application_name: 'PGAPPNAME',
  options: 'PGOPTIONS',
  service: 'PGSERVICE',
}

/** Any of these says that a server is meant. The others only complete a connection. */
const DECISIVE = ['PGHOST', 'PGHOSTADDR', 'PGDATABASE', 'PGSERVICE']

/** Connections to a server outside of a profile may be this many at once. */
const THREADS = 4

export interface EnvironmentConnection {
  readonly output: Output
  /** `DATABASE_URL`, or `PGHOST, PGUSER` */
  readonly description: string
}

/**
 * The connection that the environment describes; null when it describes none. A part that the URL leaves out is the
 * variable's, then libpq's default. Throws an AssayError without any part of a value that may be secret.
 */
export function environmentConnection(
  environment: Surroundings,
  schema: string,
  warn: (diagnostic: Diagnostic) => void,
): EnvironmentConnection | null {
  const url = environment.DATABASE_URL
  const decisive = DECISIVE.filter((name) => isSet(environment[name]))
  if (!isSet(url) && decisive.length === 0) return null
  const source = isSet(url) ? 'DATABASE_URL' : decisive.join(', ')
  const given: ConnectionParameters = isSet(url) ? parseDatabaseUrl(url, source, warn) : {}
  const read = (name: ParameterName): string | null => {
    const variable = VARIABLES[name]
    return given[name] ?? (variable === undefined ? null : (environment[variable] ?? null))
  }
  return { output: outputOf(read, environment, schema, given), description: source }
}

function outputOf(
  read: (name: ParameterName) => string | null,
  environment: Surroundings,
  schema: string,
  given: ConnectionParameters,
): Output {
  const sourceOf = (name: ParameterName): string =>
    given[name] === undefined ? (VARIABLES[name] ?? name) : `DATABASE_URL (${name})`
  if (isSet(read('service'))) throw new AssayError(serviceFile(sourceOf('service')))
  const number = (name: ParameterName, otherwise: number, most: number): number => {
    const text = read(name)
    if (!isSet(text)) return otherwise
    const value = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN
    if (Number.isNaN(value) || value > most)
      throw new AssayError(badDatabaseUrl(sourceOf(name), `this must be a whole number up to ${most}`, 'correct it'))
    return value
  }
  const sslmode = nonEmpty(read('sslmode')) ?? DEFAULTS.sslmode
  if (!isSslMode(sslmode)) throw new AssayError(badSslMode(sslmode))
  const host = nonEmpty(read('hostaddr')) ?? nonEmpty(read('host')) ?? 'localhost'
  if (host.includes(',')) throw new AssayError(severalHosts())
  const user = nonEmpty(read('user')) ?? environment.USER ?? environment.USERNAME ?? 'postgres'
  const settings = {
    host,
    port: number('port', DEFAULTS.port, 65535),
    user,
    password: nonEmpty(read('password')),
    database: nonEmpty(read('dbname')) ?? user,
    threads: THREADS,
    sslmode,
    sslrootcert: nonEmpty(read('sslrootcert')),
    sslcert: nonEmpty(read('sslcert')),
    sslkey: nonEmpty(read('sslkey')),
    sslpassword: nonEmpty(read('sslpassword')),
    role: null,
    searchPath: null,
    keepalivesIdle: number('keepalives_idle', DEFAULTS.keepalivesIdle, 1_000_000),
    connectTimeout: number('connect_timeout', DEFAULTS.connectTimeout, 1_000_000),
    retries: DEFAULTS.retries,
    applicationName: nonEmpty(read('application_name')) ?? 'assay',
    statementTimeout: null,
    options: nonEmpty(read('options')),
  } as const
  const { sslrootcert, sslcert, sslkey, connectTimeout, keepalivesIdle, applicationName } = settings
  const extra = targetDefaults({
    connect_timeout: connectTimeout,
    keepalives_idle: keepalivesIdle,
    sslmode: nonEmpty(read('sslmode')),
    sslcert,
    sslkey,
    sslrootcert,
    application_name: applicationName,
  })
  return { settings, schema, extra }
}

function isSet(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== ''
}

function nonEmpty(text: string | null): string | null {
  return text === '' ? null : text
}
