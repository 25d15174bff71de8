import { createReadStream, realpathSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'
import { htmlPage } from './encode/html.ts'
import { cannotListen } from './errors.ts'
import { isLocal } from './local-host.ts'

export interface ServeSite {
  /** The folder with `index.html` and `site/`; nothing else in it is served but `assets/`. */
  readonly folder: string
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

export interface ServedSite extends AsyncDisposable {
  readonly address: string
  /** Tells open pages that the site is a new one. */
  news(): void
}

/** Where open pages listen for news. */
const NEWS = '/news'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.txt': 'text/plain; charset=utf-8',
}

/** Data are scripts, which any page of the web could load from here: browsers are told not to let it. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
} as const

/** Serves a site to this machine's browsers until it is disposed. */
export async function serveSite({ folder, host, port }: ServeSite): Promise<ServedSite> {
  const root = realpathSync(folder)
  const listeners = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, host)
    const path = pathOf(request.url ?? '/')
    const file = path === null ? null : fileOf(root, path)
    if (refusal !== null) refuse(response, ...refusal)
    else if (path === NEWS) listen(response)
    else if (path === '/' || path === '/index.html') send(response, htmlPage({ folder: 'site/', live: NEWS }))
    else if (file === null) refuse(response, 404, 'no such file')
    else sendFile(response, file)
  })

  function listen(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' }).write(':\n\n')
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  }

  await started(server, host, port)
  const { port: taken } = server.address() as AddressInfo // it listens on a port, not on a path
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`,
    news() {
      for (const response of listeners) response.write('data: new\n\n')
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Why a request is not answered, and with which status; null where it is. */
function refusalOf({ method, headers }: IncomingMessage, host: string): readonly [number, string] | null {
  if (method !== 'GET' && method !== 'HEAD') return [405, 'only to be read']
  // A name that leads here from elsewhere (DNS rebinding), or a page that reads what is not its own.
  if (!isKnownHost(headers.host, host)) return [403, 'not under this name']
  const foreign = headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate'
  return foreign ? [403, 'not for other sites'] : null
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`)
}

/** To `HEAD`, Node leaves the body out by itself. */
function send(response: ServerResponse, page: string): void {
  response.writeHead(200, { ...HEADERS, 'content-type': TYPES['.html'] }).end(page)
}

function sendFile(response: ServerResponse, file: string): void {
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  response.writeHead(200, { ...HEADERS, 'content-type': type, 'content-length': statSync(file).size })
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response)
}

async function started(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(host, port, cause)))
    server.listen(port, host, resolve)
  })
}

/** Null for what is no path. */
function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(url.split(/[?#]/)[0] ?? '')
  } catch {
    return null
  }
}

/** The file of the site that a path means; null where there is none, or where it would lead out of the folder. */
function fileOf(root: string, path: string): string | null {
  const steps = path.split('/').slice(1)
  const [first = ''] = steps
  if (!['site', 'assets', 'static_index.html'].includes(first)) return null
  if (steps.some((step) => step.startsWith('.') || /[\\\0:]/.test(step))) return null
  try {
    const file = realpathSync(join(root, ...steps.filter((step) => step !== '')))
    return file.startsWith(root + sep) && statSync(file).isFile() ? file : null
  } catch {
    return null
  }
}

/** Who serves to all asks for it; a single address is known by its own name only. */
function isKnownHost(header: string | undefined, host: string): boolean {
  if (host === '0.0.0.0' || host === '::') return true
  const name = (header ?? '').replace(/:\d+$/, '')
  return isLocal(name) || name === host
}
