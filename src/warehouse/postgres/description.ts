import { isIPv6 } from 'node:net'
import type { PostgresSettings } from '../../resources/connection.ts'
import { addressOf } from './address.ts'

/** `db.example:5432`, `[::1]:5432`, or the path of the unix socket. */
export function serverPlace(settings: Pick<PostgresSettings, 'host' | 'port'>): string {
  const address = addressOf(settings.host, settings.port)
  if ('path' in address) return address.path
  return isIPv6(address.host) ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`
}

/** `postgres://analyst@db.example:5432/shop`: for people, without a password. */
export function connectionDescription(settings: PostgresSettings): string {
  const place = serverPlace(settings)
  const database = encodeURIComponent(settings.database)
  const user = encodeURIComponent(settings.user)
  return place.startsWith('/')
    ? `postgres://${user}@/${database} (${place})`
    : `postgres://${user}@${place}/${database}`
}
