/** What to do about what PostgreSQL refuses, where it says nothing of it itself. By SQLSTATE: messages may be in any language. */
import { didYouMean } from '../base/near-miss.ts'
import type { WarehouseError } from '../warehouse/warehouse.ts'

/** `role` is who the session is, where that is known. */
export function databaseHint(error: WarehouseError, role: string | null): string | undefined {
  const { code } = error
  if (code === '42501') return privilegeHint(error.message, role)
  if (code === '42704') return typeHint(error.message)
  if (code === '42883' && TEXT_AS_TIME.test(error.message)) return OF_TEXT_AS_TIME
  return HINTS[code] ?? HINTS[code.slice(0, 2)]
}

const HINTS: Readonly<Record<string, string>> = {
  '3F000': 'a run makes the schemas of what it builds, and this one builds nothing there: build first, or create it',
  '25006':
    'the session may only read: is this a standby, or is default_transaction_read_only on? connect to the primary',
  '53100': 'nothing was published; make room on the disk of the server, then run again',
  '53200': 'nothing was published; lower work_mem or the number of threads, or give the server more memory',
  '53300': 'use fewer threads, or raise max_connections in the server',
  '54023': 'PostgreSQL takes no more than 100 arguments in a call',
  '57014': 'see statement_timeout, of the role, the database or the profile; or somebody ended it (pg_cancel_backend)',
  '57P01': 'the server was stopped or somebody ended the session; nothing was published: run again when it is back',
  '57P02': 'a process of the server crashed, and it begins anew; nothing was published: its log says why',
  '57P03': 'the server is starting or stopping: run again when it is up',
  '08': 'the connection broke; nothing was published: is the server still up, and is there a proxy with a time limit?',
}

const TEXT_AS_TIME =
  /(?:text|character varying) [<>=]+ (?:date|timestamp)|(?:date|timestamp\S*(?: with\S* time zone)?) [<>=]+ (?:text|character varying)/
const OF_TEXT_AS_TIME =
  'a time that is text: cast it where it is made; of a seed say column_types in its config, {paid_at: timestamptz}'

const TYPES = [
  ...['integer', 'bigint', 'smallint', 'numeric', 'decimal', 'real', 'double precision', 'boolean', 'text', 'varchar'],
  ...['date', 'timestamp', 'timestamptz', 'time', 'interval', 'uuid', 'json', 'jsonb', 'bytea', 'character varying'],
]

/** A misspelt type of a contract, of `column_types`, of a cast. */
function typeHint(message: string): string | undefined {
  const [, name] = /type "([^"]+)"/.exec(message) ?? []
  return name === undefined ? undefined : didYouMean(name, TYPES)
}

const DENIED = /permission denied for (?:foreign )?(\w+(?: view)?) (.+)$/
const NOT_OWNER = /must be owner of (?:foreign )?(\w+(?: view)?) (.+)$/

/** The grant that is missing; in other languages than English nothing but the role is known. */
function privilegeHint(message: string, role: string | null): string {
  const who = role === null ? 'the role of this connection' : quoted(role)
  const [, kind = '', name = ''] = DENIED.exec(message) ?? []
  const privilege = PRIVILEGES[kind]
  if (privilege !== undefined)
    return `let its owner run: grant ${privilege} on ${/view$/.test(kind) ? '' : `${kind} `}${quotedName(name)} to ${who}${kind === 'schema' ? '; to build in it, create as well' : ''}`
  const [, owned, what = ''] = NOT_OWNER.exec(message) ?? []
  if (owned !== undefined)
    return `only its owner may replace it: alter ${owned} ${quotedName(what)} owner to ${who}, or drop it once`
  return role === null
    ? 'the role of this connection lacks a privilege for that'
    : `the role '${role}' lacks a privilege for that`
}

const PRIVILEGES: Readonly<Record<string, string>> = {
  schema: 'usage',
  database: 'create',
  table: 'select',
  view: 'select',
  'materialized view': 'select',
  sequence: 'usage, select',
  function: 'execute',
  procedure: 'execute',
  language: 'usage',
  type: 'usage',
}

function quotedName(name: string): string {
  return name.includes('"') || name.includes('(') ? name : name.split('.').map(quoted).join('.')
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
