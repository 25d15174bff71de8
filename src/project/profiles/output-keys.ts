import type { PostgresSettings } from '../../resources/connection.ts'

/** dbt's older names of keys (dbt/adapters/postgres/connections.py). */
export const ALIASES: Readonly<Record<string, string>> = { dbname: 'database', pass: 'password' }

/** What must be there. dbt wants a password and a port too; libpq finds both without. */
export const REQUIRED = ['host', 'user', 'database', 'schema'] as const

export const TEXT_KEYS = [
  'host',
  'user',
  'password',
  'database',
  'schema',
  'role',
  'search_path',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'application_name',
  'options',
] as const

export const NUMBER_KEYS = [
  'port',
  'threads',
  'keepalives_idle',
  'connect_timeout',
  'retries',
  'statement_timeout',
] as const

/** `autocommit` concerns dbt's driver only. */
export const FLAG_KEYS = ['autocommit'] as const

export type TextKey = (typeof TEXT_KEYS)[number]
export type NumberKey = (typeof NUMBER_KEYS)[number]

export const KNOWN_KEYS: readonly string[] = [
  'type',
  ...TEXT_KEYS,
  ...NUMBER_KEYS,
  ...FLAG_KEYS,
  ...Object.keys(ALIASES),
]

export function isKnownKey(key: string): boolean {
  return KNOWN_KEYS.includes(key)
}

/** Values of these never appear in a message, a log or a template. */
export function isSecretKey(key: string): boolean {
  return key !== 'sslkey' && /pass|secret|token|credential|private|(?:^|_)key(?:$|_)|auth/i.test(key)
}

export const SSL_MODES: readonly PostgresSettings['sslmode'][] = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
]

export function isSslMode(mode: string): mode is PostgresSettings['sslmode'] {
  return (SSL_MODES as readonly string[]).includes(mode)
}

export const DEFAULTS = {
  port: 5432,
  threads: 1,
  sslmode: 'prefer',
  connectTimeout: 10,
  keepalivesIdle: 0,
  retries: 1,
} as const
