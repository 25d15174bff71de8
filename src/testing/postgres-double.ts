/**
 * Stands where a PostgreSQL server would, for what a real one cannot be made to do in a test: offer TLS or not, refuse
 * people, be a pooler, say nothing. Behind it may be a real server, to which everything is passed on.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type SecureContextOptions, TLSSocket } from 'node:tls'

export interface Visitor {
  readonly socket: Socket
  readonly encrypted: boolean
  /** The common name of the certificate shown, if one was asked for and shown. */
  readonly certificate: string | undefined
  /** The first message after the encryption was settled: a start-up or a cancel request. */
  readonly first: Buffer
}

export interface PostgresDouble extends AsyncDisposable {
  readonly port: number
  /** What came, in order: `tls start`, `plain cancel` and so on. */
  readonly visits: readonly string[]
}

export interface DoubleOptions {
  /** Offers TLS with these; without them it answers that it has none. */
  readonly tls?: SecureContextOptions & { readonly requestCert?: boolean }
  /** The path of a unix socket to listen at instead of a port. */
  readonly path?: string
  readonly visit: (visitor: Visitor) => void
}

const SSL_REQUEST = 80877103
const CANCEL_REQUEST = 80877102

export async function postgresDouble(options: DoubleOptions): Promise<PostgresDouble> {
  const visits: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined) // clients may leave as they like
    void greet(socket, options).then((visitor) => {
      if (visitor === undefined) return
      const what = visitor.first.readInt32BE(4) === CANCEL_REQUEST ? 'cancel' : 'start'
      visits.push(`${visitor.encrypted ? 'tls' : 'plain'} ${what}`)
      options.visit(visitor)
    })
  })
  if (options.path === undefined) server.listen(0, '127.0.0.1')
  else server.listen(options.path)
  await once(server, 'listening')
  return {
    port: options.path === undefined ? (server.address() as AddressInfo).port : 0,
    visits,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Undefined for who left before saying anything. */
async function greet(socket: Socket, options: DoubleOptions): Promise<Visitor | undefined> {
  const first = await nextChunk(socket)
  if (first === undefined) return undefined
  if (first.readInt32BE(4) !== SSL_REQUEST) return { socket, encrypted: false, certificate: undefined, first }
  if (options.tls === undefined) {
    socket.write('N')
    const next = await nextChunk(socket)
    return next && { socket, encrypted: false, certificate: undefined, first: next }
  }
  socket.write('S')
  const secure = new TLSSocket(socket, { isServer: true, rejectUnauthorized: false, ...options.tls })
  secure.on('error', () => undefined) // a client that does not trust us hangs up
  const next = await nextChunk(secure)
  if (next === undefined) return undefined
  const { subject } = secure.getPeerCertificate()
  return { socket: secure, encrypted: true, certificate: subject && String(subject.CN), first: next }
}

function nextChunk(socket: Socket): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const done = (chunk?: Buffer) => {
      socket.off('data', done)
      socket.off('close', closed)
      if (chunk !== undefined) socket.pause()
      resolve(chunk)
    }
    const closed = () => done()
    socket.on('data', done)
    socket.on('close', closed)
    socket.resume()
  })
}

/** Passes everything on to the server there, and back what it answers, changed by `change` if given. */
export function passOn(
  visitor: Visitor,
  to: { readonly host: string; readonly port: number },
  change: (answer: Buffer) => Buffer = (answer) => answer,
): void {
  const { socket } = visitor
  const server = connect(to.port, to.host)
  server.on('error', () => socket.destroy())
  server.on('close', () => socket.destroy())
  socket.on('close', () => server.destroy())
  server.write(visitor.first)
  server.on('data', (answer: Buffer) => socket.write(change(answer)))
  socket.on('data', (chunk) => server.write(chunk))
  socket.resume()
}

/** The names and values of a start-up message. */
export function startParameters(first: Buffer): ReadonlyMap<string, string> {
  const words = first.subarray(8).toString('utf8').split('\0')
  const parameters = new Map<string, string>()
  for (let i = 0; i + 1 < words.length && words[i] !== ''; i += 2) parameters.set(words[i] ?? '', words[i + 1] ?? '')
  return parameters
}

/** Ends the visit as PostgreSQL does when it lets nobody in. */
export function refuse(socket: Socket, code: string, message: string): void {
  socket.end(answer('E', `SFATAL\0VFATAL\0C${code}\0M${message}\0\0`))
}

/** Asks for the password in clear text and gives what is answered. */
export async function askPassword(socket: Socket): Promise<string> {
  socket.write(answer('R', Buffer.of(0, 0, 0, 3)))
  socket.resume()
  const [reply] = (await once(socket, 'data')) as [Buffer]
  return reply.subarray(5, -1).toString('utf8')
}

/** One message of the server. */
function answer(type: string, body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}
