/** What can go wrong on the way to a server, said for the person who has to mend it. No message holds a secret. */
import type { PostgresSettings } from '../../resources/connection.ts'
import { WarehouseError } from '../warehouse.ts'
import type { ServerErrorFields } from '../wire/server-error.ts'
import { serverPlace } from './description.ts'

export function fileUnreadable(setting: string, path: string, cause: unknown): WarehouseError {
  return new WarehouseError(`${setting}: the file ${path} cannot be read`, {
    code: codeOf(cause) ?? 'ENOENT',
    hint: 'correct the path in the profile, or remove the setting',
    cause,
  })
}

export function rootCertificateMissing(mode: string, path: string): WarehouseError {
  return new WarehouseError(
    `sslmode ${mode} needs the certificate of the server's authority, and ${path} cannot be read`,
    {
      code: 'ENOENT',
      hint: "set sslrootcert to the authority's certificate, or to 'system' to trust the authorities Node knows",
    },
  )
}

export function tlsRefused(): WarehouseError {
  return new WarehouseError('the server does not offer encrypted connections', {
    code: '08001',
    connectionLost: true,
    hint: 'set sslmode to prefer or disable, or turn ssl on in the server',
  })
}

export function tlsFailed(cause: unknown): WarehouseError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new WarehouseError(`no encrypted connection could be agreed on: ${reason}`, {
    code: codeOf(cause) ?? '08001',
    connectionLost: true,
    hint: CERTIFICATE_CODES.test(codeOf(cause) ?? '')
      ? 'sslrootcert must hold the authority that signed the server certificate, and with sslmode verify-full the certificate must name the host'
      : null,
    cause,
  })
}

const CERTIFICATE_CODES = /CERT|SIGNATURE|ISSUER|SELF_SIGNED/

export function unexpectedGreeting(answer: string): WarehouseError {
  const said = answer === '' ? 'closed the connection' : 'does not answer as PostgreSQL does'
  return new WarehouseError(`what listens there ${said} when asked for encryption`, {
    code: '08P01',
    connectionLost: true,
    hint: 'are host and port those of a PostgreSQL server?',
  })
}

export function passwordMissing(settings: PostgresSettings): WarehouseError {
  return new WarehouseError(
    `${serverPlace(settings)} asks for a password of user '${settings.user}', and none is set`,
    {
      code: '28P01',
      hint: `the connection comes from ${settings.origin.description}; PGPASSWORD and ~/.pgpass are read too`,
    },
  )
}

export function connectTimedOut(settings: PostgresSettings): WarehouseError {
  return new WarehouseError(`no answer from ${serverPlace(settings)} within ${settings.connectTimeout} s`, {
    code: 'ETIMEDOUT',
    connectionLost: true,
    hint: 'is the server reachable from here (network, firewall, VPN)? connect_timeout says how long to wait',
  })
}

/** Whatever went wrong between the first packet and the first query, as one of ours. */
export function connectionError(settings: PostgresSettings, thrown: unknown): WarehouseError {
  if (thrown instanceof WarehouseError) return thrown
  const cause = oneOf(thrown)
  const code = codeOf(cause) ?? '08006'
  const { message, hint } = explained(settings, code, cause)
  const fields = cause as ServerErrorFields // read if there, whatever it is
  return new WarehouseError(message, {
    code,
    detail: typeof fields.detail === 'string' ? fields.detail : null,
    hint: hint ?? (typeof fields.hint === 'string' ? fields.hint : null),
    connectionLost: true,
    cause,
  })
}

interface Explained {
  readonly message: string
  readonly hint?: string
}

function explained(settings: PostgresSettings, code: string, cause: unknown): Explained {
  const place = serverPlace(settings)
  const origin = settings.origin.description
  const said = cause instanceof Error ? cause.message : String(cause)
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return {
        message: `no server accepts connections at ${place}`,
        hint: `is PostgreSQL running there? host and port come from ${origin}`,
      }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        message: `the host name '${settings.host}' is not known`,
        hint: `is it spelled correctly, and is this machine on the right network? it comes from ${origin}`,
      }
    case 'EACCES':
      return { message: `this user may not open ${place}` }
    case '28P01':
      return {
        message: `${place} did not accept the password of user '${settings.user}'`,
        hint: `user and password come from ${origin}`,
      }
    case '28000':
      return {
        message: `${place} does not let user '${settings.user}' in: ${said}`,
        hint: `the user comes from ${origin}; pg_hba.conf of the server says who may connect how`,
      }
    case '3D000':
      return {
        message: `there is no database '${settings.database}' at ${place}`,
        hint: `create it, or correct the name in ${origin}`,
      }
    case '53300':
      return {
        message: `${place} has no connection left: ${said}`,
        hint: `use fewer threads (now ${settings.threads}), or raise max_connections in the server`,
      }
    case '08P01':
      return {
        message: `${place} refused the start of the connection: ${said}`,
        hint: 'a pooler such as PgBouncer refuses start-up options it does not know: remove them (PGOPTIONS), or connect to the server itself',
      }
    case 'ECONNRESET':
    case 'EPIPE':
    case '08006':
      return { message: `${place} ended the connection while it was being opened: ${said}` }
    default:
      return { message: `no connection to ${place}: ${said}` }
  }
}

/** True for what may pass by itself: a server that restarts, is full, or cannot be reached for a moment. */
export function mayPass(error: WarehouseError): boolean {
  return /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|57P03|53300|08\w{3})$/.test(
    error.code,
  )
}

/** Node tries all addresses of a name and throws what went wrong with each; the last one is an IPv4 one, if any. */
function oneOf(thrown: unknown): unknown {
  return thrown instanceof AggregateError ? (thrown.errors.at(-1) ?? thrown) : thrown
}

function codeOf(thrown: unknown): string | undefined {
  const code = (thrown as { readonly code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}
