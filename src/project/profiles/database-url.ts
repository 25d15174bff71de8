/**
 * `postgresql://user:password@host:port/database?key=value`, as libpq reads it (its section "Connection URIs"):
 * every part may be missing, parts are percent-encoded, a host may be a socket's folder (`%2Fvar%2Frun`), and
 * parameters may say anything the parts say. No message shows any part of the text: it holds a password.
 */
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import { badDatabaseUrl, ignoredParameter, severalHosts } from './errors.ts'

/** Connection parameters under libpq's names, as far as they are given. */
export type ConnectionParameters = Readonly<Partial<Record<ParameterName, string>>>

export const PARAMETERS = [
  'host',
  'hostaddr',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'connect_timeout',
  'keepalives_idle',
  'application_name',
  'options',
  'passfile',
  'service',
] as const

export type ParameterName = (typeof PARAMETERS)[number]

/** Parameters of libpq that change nothing for us. */
const HARMLESS = new Set([
  'channel_binding',
  'client_encoding',
  'fallback_application_name',
  'gssencmode',
  'keepalives',
  'keepalives_count',
  'keepalives_interval',
  'krbsrvname',
  'sslcompression',
  'sslnegotiation',
  'sslsni',
  'target_session_attrs',
  'tcp_user_timeout',
])

const SHAPE = /^postgres(?:ql)?:\/\/(?:([^@/?]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s

/** The parameters that `url` gives; `source` is what messages call it. Throws where it is no such URL. */
export function parseDatabaseUrl(
  url: string,
  source: string,
  warn: (diagnostic: Diagnostic) => void,
): ConnectionParameters {
  const match = SHAPE.exec(url.trim())
  if (match === null)
    throw invalid(
      source,
      'this is no URL of a Postgres database',
      'write postgresql://user:password@host:5432/database',
    )
  const [, credentials, hosts = '', database, query] = match
  if (hosts.includes('@'))
    throw invalid(source, 'there is more than one @ before the database', 'write an @ inside user or password as %40')
  if (hosts.includes(',')) throw new AssayError(severalHosts())
  const parameters: Partial<Record<ParameterName, string>> = {}
  const set = (name: ParameterName, value: string): void => {
    if (value !== '') parameters[name] = value
  }
  if (credentials !== undefined) {
    const colon = credentials.indexOf(':')
    set('user', decode(colon === -1 ? credentials : credentials.slice(0, colon), source))
    if (colon !== -1) set('password', decode(credentials.slice(colon + 1), source))
  }
  const { host, port } = splitHost(hosts, source)
  set('host', decode(host, source))
  set('port', port)
  if (database !== undefined) set('dbname', decode(database, source))
  for (const [name, value] of queryParameters(query, source)) {
    if (name === 'ssl') set('sslmode', value === 'true' ? 'require' : value)
    else if (isParameter(name)) set(name, value)
    else if (name === 'schema')
      warn(
        ignoredParameter(
          source,
          name,
          'models go where ASSAY_SCHEMA says, so that they cannot replace tables of an application',
        ),
      )
    else if (!HARMLESS.has(name)) warn(ignoredParameter(source, name, 'libpq does not know it either: remove it'))
  }
  if (parameters.host?.includes(',')) throw new AssayError(severalHosts())
  return parameters
}

function* queryParameters(query: string | undefined, source: string): Generator<readonly [string, string]> {
  for (const pair of query?.split('&') ?? []) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    if (equals === -1) throw invalid(source, 'a parameter has no value', 'write parameters as ?name=value&name=value')
    yield [decode(pair.slice(0, equals), source), decode(pair.slice(equals + 1), source)]
  }
}

/** `host`, `host:port`, `[::1]:port`. */
function splitHost(text: string, source: string): { readonly host: string; readonly port: string } {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/.exec(text)
  if (match === null)
    throw invalid(
      source,
      'host and port cannot be told apart',
      'write host:5432, or [::1]:5432 for an IPv6 address; special characters of the password are percent-encoded (: is %3A, / is %2F)',
    )
  const [, ipv6, name, port = ''] = match
  return { host: ipv6 ?? name ?? '', port }
}

function decode(text: string, source: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid(source, 'a % is not followed by two hexadecimal digits', 'write a % that belongs to a value as %25')
  }
}

function isParameter(name: string): name is ParameterName {
  return (PARAMETERS as readonly string[]).includes(name)
}

function invalid(source: string, problem: string, hint: string): AssayError {
  return new AssayError(badDatabaseUrl(source, problem, hint))
}
