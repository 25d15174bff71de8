import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tarGz } from './tar-writer.ts'

export interface HubPackage {
  readonly packages?: readonly Readonly<Record<string, unknown>>[]
  readonly requires?: readonly string[]
  /** In place of what a package has: for archives that are none. */
  readonly archive?: Buffer
}

export interface PackageHub extends AsyncDisposable {
  /** `http://127.0.0.1:…/` */
  readonly url: string
  /** The paths that were asked for, in order. */
  readonly asked: string[]
}

/** A server that speaks as dbt's hub does: `packageHub({'acme/base': {'1.0.0': {}}})`. Each package has one macro that says its version. */
export async function packageHub(
  packages: Readonly<Record<string, Readonly<Record<string, HubPackage>>>>,
): Promise<PackageHub> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const body = answer(path, packages, `http://${request.headers.host}/`)
    response.writeHead(body === null ? 404 : 200).end(body ?? 'not here')
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/` // it listens on a port
  return { url, asked, [Symbol.asyncDispose]: () => closed(server) }
}

function answer(path: string, packages: Parameters<typeof packageHub>[0], base: string): string | Buffer | null {
  if (path === '/api/v1/index.json') return JSON.stringify(Object.keys(packages))
  const name = /^\/api\/v1\/(.+)\.json$/.exec(path)?.[1]
  if (name !== undefined) {
    const versions = packages[name]
    return versions === undefined ? null : JSON.stringify(described(name, versions, base))
  }
  const [, owner = '', short = '', version = ''] = /^\/tar\/([^/]+)\/([^/]+)\/(.+)\.tar\.gz$/.exec(path) ?? []
  const found = packages[`${owner}/${short}`]?.[version]
  if (found === undefined) return null
  return found.archive ?? packageArchive(short, version)
}

/** What a host of repositories gives out for a release. */
export function packageArchive(name: string, version: string): Buffer {
  return tarGz([
    { path: `${name}-${version}/dbt_project.yml`, content: `name: ${name}\nversion: '${version}'\n` },
    {
      path: `${name}-${version}/macros/version.sql`,
      content: `{% macro ${name}_version() %}${version}{% endmacro %}\n`,
    },
  ])
}

function described(name: string, versions: Readonly<Record<string, HubPackage>>, base: string): unknown {
  const [namespace, short] = name.split('/')
  return {
    name: short,
    namespace,
    versions: Object.fromEntries(
      Object.entries(versions).map(([version, { packages = [], requires = [] }]) => [
        version,
        {
          name: short,
          version,
          packages,
          require_dbt_version: requires,
          downloads: { tarball: `${base}tar/${name}/${version}.tar.gz`, format: 'tgz' },
        },
      ]),
    ),
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((done, failed) => {
    server.close((error) => (error === undefined ? done() : failed(error)))
    server.closeAllConnections()
  })
}
