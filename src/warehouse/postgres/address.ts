/** Where the server listens: a host and port, or the path of a unix socket. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string }

/** A host that begins with `/` is the folder of the server's unix socket, as in libpq. */
export function addressOf(host: string, port: number): Address {
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
}
