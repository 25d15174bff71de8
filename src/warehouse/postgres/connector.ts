import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { ConnectionOptions } from 'node:tls'
import { Client } from 'pg'
import type { PostgresSettings } from '../../resources/connection.ts'
import { cancelled } from '../errors.ts'
import { onAbort } from '../on-abort.ts'
import { WarehouseError } from '../warehouse.ts'
import { cancelRequest } from '../wire/frontend-messages.ts'
import { addressOf } from './address.ts'
import { connectionDescription } from './description.ts'
import { connectionError, connectTimedOut, mayPass, passwordMissing } from './errors.ts'
import { type Encryption, openSocket, type SocketOptions } from './open-socket.ts'
import { type Environment, findPassword } from './password.ts'
import { PostgresChannel } from './postgres-channel.ts'
import { sendCancel } from './send-cancel.ts'
import { settingsQuery } from './session-settings.ts'
import { tlsOptions } from './tls-options.ts'

/** Opens connections as the settings say; remembers which encryption the server agreed to. */
export class Connector {
  /** True when the process id announced is not the backend's: a pooler or proxy answers. Null before the first. */
  pooled: boolean | null = null
  readonly #settings: PostgresSettings
  readonly #env: Environment
  #attempts: readonly Encryption[]

  constructor(settings: PostgresSettings, env: Environment) {
    this.#settings = settings
    this.#env = env
    this.#attempts = attemptsFor(settings)
  }

  /** A connection ready for queries. What may pass by itself is tried again, with dbt's pauses: 0, 1, 4, 9 … seconds. */
  async connect(signal: AbortSignal): Promise<PostgresChannel> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#connectOnce(signal)
      } catch (thrown) {
        const error = connectionError(this.#settings, thrown)
        if (attempt >= this.#settings.retries || !mayPass(error) || signal.aborted) throw error
        await wait(attempt * attempt * 1000, undefined, { signal })
      }
    }
  }

  async #connectOnce(signal: AbortSignal): Promise<PostgresChannel> {
    const tls = this.#attempts.some((encryption) => encryption !== 'none') ? await tlsOptions(this.#settings) : {}
    const [first, second] = this.#attempts
    if (first === undefined) throw new Error('there is always a way to connect')
    try {
      return await this.#connectAs(first, tls, signal)
    } catch (error) {
      if (second === undefined || !worthOtherEncryption(error)) throw error
      const channel = await this.#connectAs(second, tls, signal).catch(() => undefined)
      if (channel === undefined) throw error // the way that was preferred says best what is wrong
      this.#attempts = [second]
      return channel
    }
  }

  async #connectAs(encryption: Encryption, tls: ConnectionOptions, closing: AbortSignal): Promise<PostgresChannel> {
    const settings = this.#settings
    const deadline = new AbortController()
    const stop = () => deadline.abort(cancelled())
    const ignore = onAbort(closing, stop)
    if (closing.aborted) stop()
    const timer =
      settings.connectTimeout > 0
        ? setTimeout(() => deadline.abort(connectTimedOut(settings)), settings.connectTimeout * 1000)
        : undefined
    try {
      const way = { encryption, tls, address: addressOf(settings.host, settings.port) }
      const socket = await openSocket({ ...way, keepalivesIdle: settings.keepalivesIdle, signal: deadline.signal })
      return await this.#start(socket, deadline.signal, way)
    } finally {
      clearTimeout(timer)
      ignore()
    }
  }

  async #start(socket: Socket, signal: AbortSignal, way: Way): Promise<PostgresChannel> {
    const settings = this.#settings
    const client = new Client({
      stream: () => asUnconnected(socket),
      host: settings.host,
      port: settings.port,
      user: settings.user,
      database: settings.database,
      password: () => this.#password(),
      application_name: settings.applicationName,
      options: settings.options || undefined,
      ssl: false,
      sslnegotiation: 'postgres',
    })
    const ignore = onAbort(signal, () => socket.destroy())
    const keys = client as unknown as BackendKey // in `pg` since ever, not in its types
    const channel = new PostgresChannel(client, socket, connectionDescription(settings), () =>
      sendCancel(way, cancelRequest(keys.processID, keys.secretKey)),
    )
    try {
      await client.connect()
      const [result] = await channel.exchange({ kind: 'statements', sql: settingsQuery(settings) })
      channel.processId = Number(result?.rows[0]?.[0])
      this.pooled = this.pooled === true || channel.processId !== keys.processID
      return channel
    } catch (error) {
      socket.destroy()
      throw signal.aborted ? signal.reason : error
    } finally {
      ignore()
    }
  }

  async #password(): Promise<string> {
    const password = await findPassword(this.#settings, this.#env)
    if (password === null) throw passwordMissing(this.#settings)
    return password
  }
}

type Way = Pick<SocketOptions, 'address' | 'encryption' | 'tls'>

interface BackendKey {
  readonly processID: number
  readonly secretKey: number
}

/** libpq's order: `allow` begins in plain text, `prefer` with encryption. Unix sockets are never encrypted. */
function attemptsFor(settings: PostgresSettings): readonly Encryption[] {
  if ('path' in addressOf(settings.host, settings.port)) return ['none']
  switch (settings.sslrootcert === 'system' ? 'verify-full' : settings.sslmode) {
    case 'disable':
      return ['none']
    case 'allow':
      return ['none', 'needed']
    case 'prefer':
      return ['wanted', 'none']
    default:
      return ['needed']
  }
}

/**
 * The server's host-based rules turned us away, or TLS itself failed (told by a code of Node's or of TLS). A wrong
 * password is wrong either way, and a server that does not answer will not answer better.
 */
function worthOtherEncryption(error: unknown): boolean {
  const code = (error as { readonly code?: unknown }).code
  if (code === '28000' || code === '08001' || code === '08P01') return true
  return error instanceof WarehouseError && error.code.length > 5 && error.code !== 'ETIMEDOUT'
}

/** `pg` wants to connect the socket itself: let it believe it did. */
function asUnconnected(socket: Socket): Socket {
  socket.connect = () => {
    queueMicrotask(() => socket.emit('connect'))
    return socket
  }
  return socket
}
