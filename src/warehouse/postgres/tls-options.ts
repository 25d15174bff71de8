import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import type { PostgresSettings } from '../../resources/connection.ts'
import { fileUnreadable, rootCertificateMissing } from './errors.ts'

/**
 * TLS as libpq does it (https://www.postgresql.org/docs/current/libpq-ssl.html): `require` and less encrypt without
 * asking who answers, unless a root certificate is at hand: then the chain is verified, as with `verify-ca`;
 * `verify-full` also asks that the certificate names the host. Files not named are looked for in `~/.postgresql`.
 * `sslrootcert: system` trusts Node's own list of authorities and, as in libpq, always verifies fully.
 */
export async function tlsOptions(settings: PostgresSettings): Promise<ConnectionOptions> {
  const fromSystem = settings.sslrootcert === 'system'
  const mode = fromSystem ? 'verify-full' : settings.sslmode
  const root = fromSystem ? null : await fileOrDefault(settings.sslrootcert, 'root.crt', 'sslrootcert')
  if (root === null && !fromSystem && (mode === 'verify-ca' || mode === 'verify-full'))
    throw rootCertificateMissing(mode, settings.sslrootcert ?? defaultPath('root.crt'))
  const cert = await fileOrDefault(settings.sslcert, 'postgresql.crt', 'sslcert')
  const key = cert === null ? null : await fileOrDefault(settings.sslkey, 'postgresql.key', 'sslkey')
  const options: ConnectionOptions = {
    host: settings.host,
    rejectUnauthorized: root !== null || fromSystem,
    minVersion: 'TLSv1.2',
  }
  // A server name must not be an address (RFC 6066, section 3).
  if (isIP(settings.host) === 0) options.servername = settings.host
  if (root !== null) options.ca = root
  if (cert !== null) options.cert = cert
  if (key !== null) options.key = key
  if (settings.sslpassword !== null) options.passphrase = settings.sslpassword
  if (mode !== 'verify-full') options.checkServerIdentity = () => undefined
  return options
}

/** A file the user named must be there; the default one may be missing. */
async function fileOrDefault(path: string | null, name: string, setting: string): Promise<Buffer | null> {
  try {
    return await readFile(path ?? defaultPath(name))
  } catch (error) {
    if (path === null || setting === 'sslrootcert') return null
    throw fileUnreadable(setting, path, error)
  }
}

function defaultPath(name: string): string {
  return join(homedir(), '.postgresql', name)
}
