import { once } from 'node:events'
import { connect as connectSocket, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { onAbort } from '../on-abort.ts'
import { sslRequest } from '../wire/frontend-messages.ts'
import type { Address } from './address.ts'
import { tlsFailed, tlsRefused, unexpectedGreeting } from './errors.ts'

/** `wanted` takes an unencrypted connection when the server has no TLS, `needed` does not. */
export type Encryption = 'none' | 'wanted' | 'needed'

/** When a name has several addresses, how long one may take before the next is tried; Node's 250 ms is short for a VPN. */
const ADDRESS_MS = 1000

export interface SocketOptions {
  readonly address: Address
  readonly encryption: Encryption
  readonly tls: ConnectionOptions
  /** Seconds before the first keepalive; 0 leaves it to the system. */
  readonly keepalivesIdle: number
  readonly signal?: AbortSignal | undefined
}

/**
 * A connected socket, encrypted if asked for: everything before PostgreSQL's own start-up message. We do this ourselves
 * because `pg` knows neither `prefer` nor a deadline for it, and because cancel requests take the same way.
 */
export async function openSocket(options: SocketOptions): Promise<Socket> {
  const { address, signal } = options
  const socket = connectSocket({ ...address, autoSelectFamilyAttemptTimeout: ADDRESS_MS })
  const ignore = onAbort(signal, () => socket.destroy(signal?.reason instanceof Error ? signal.reason : undefined))
  try {
    if (signal?.aborted) throw signal.reason
    await once(socket, 'connect')
    socket.setNoDelay(true)
    socket.setKeepAlive(true, options.keepalivesIdle * 1000)
    if (options.encryption === 'none' || 'path' in address) return socket
    socket.write(sslRequest())
    const answer = await firstByte(socket)
    if (answer === 'S') return await encrypt(socket, options.tls)
    if (answer !== 'N') throw unexpectedGreeting(answer)
    if (options.encryption === 'needed') throw tlsRefused()
    return socket
  } catch (error) {
    socket.destroy()
    throw signal?.aborted ? signal.reason : error
  } finally {
    ignore()
  }
}

/** The server says one byte and then waits for us: more would be somebody injecting plain text (CVE-2021-23222). */
async function firstByte(socket: Socket): Promise<string> {
  const ended = new AbortController()
  const [event] = await Promise.race([
    once(socket, 'readable', { signal: ended.signal }).then(() => ['readable']),
    once(socket, 'close', { signal: ended.signal }).then(() => ['close']),
  ]).finally(() => ended.abort())
  const bytes: Buffer | null = event === 'readable' ? socket.read() : null
  if (bytes === null) throw unexpectedGreeting('')
  return bytes.toString('latin1')
}

async function encrypt(socket: Socket, options: ConnectionOptions): Promise<Socket> {
  const secure = connectTls({ ...options, socket })
  try {
    await once(secure, 'secureConnect')
    return secure
  } catch (error) {
    throw tlsFailed(error)
  }
}
