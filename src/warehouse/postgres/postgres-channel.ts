import type { Socket } from 'node:net'
import type { Client } from 'pg'
import type { Channel, Request } from '../channel.ts'
import { sessionBroken } from '../errors.ts'
import { onAbort } from '../on-abort.ts'
import type { Notice, QueryResult, WarehouseError } from '../warehouse.ts'
import { type ServerErrorFields, serverError } from '../wire/server-error.ts'
import { Exchange } from './exchange.ts'

/** How long `close` waits for a cancelled statement and the server's goodbye before it drops the connection. */
const CLOSE_PATIENCE_MS = 5000

/** One connection of `pg`, from the first query on. */
export class PostgresChannel implements Channel {
  processId = 0
  readonly #client: Client
  readonly #socket: Socket
  readonly #description: string
  /** Asks the server, over another connection, to cancel what this one is doing. */
  readonly #requestCancel: () => Promise<void>
  #notices: Notice[] = []
  #running: { readonly exchange: Exchange; readonly done: Promise<void> } | undefined
  #ended = false
  /** Why it ended, when `pg` said so between two requests. */
  #lastError: unknown

  constructor(client: Client, socket: Socket, description: string, requestCancel: () => Promise<void>) {
    this.#client = client
    this.#socket = socket
    this.#description = description
    this.#requestCancel = requestCancel
    client.on('notice', (notice) => {
      const { severity = 'NOTICE', code = '00000', message = '' } = notice
      this.#notices.push({ severity, code, message })
    })
    client.on('error', (error) => {
      this.#lastError = error
      this.#ended = true
      socket.destroy()
    })
    client.on('end', () => {
      this.#ended = true
    })
  }

  get alive(): boolean {
    return !this.#ended
  }

  get inTransaction(): boolean {
    const status = this.#client.getTransactionStatus()
    return this.alive && (status === 'T' || status === 'E')
  }

  takeNotices(): readonly Notice[] {
    const notices = this.#notices
    this.#notices = []
    return notices
  }

  async exchange(request: Request, signal?: AbortSignal): Promise<readonly QueryResult[]> {
    if (this.#ended) throw sessionBroken(this.#description, this.#lastError)
    const exchange = new Exchange(request)
    const done = this.#run(exchange)
    this.#running = { exchange, done }
    let cancelling: Promise<void> | undefined
    const ignore = onAbort(signal, () => {
      cancelling = this.#cancel(exchange)
    })
    await done
    ignore()
    // The request to cancel must have arrived, or it would hit the next statement.
    await cancelling
    await exchange.source?.done
    this.#running = undefined
    if (exchange.source?.failure !== undefined && !this.#ended) throw exchange.source.failure.thrown
    if (exchange.error !== undefined) throw this.#failure(exchange.error, request.sql)
    return exchange.results
  }

  async close(): Promise<void> {
    if (this.#ended) return
    const patience = setTimeout(() => this.#socket.destroy(), CLOSE_PATIENCE_MS)
    const running = this.#running
    if (running !== undefined) {
      await this.#cancel(running.exchange)
      await running.done
    }
    this.#ended = true
    await this.#client.end()
    clearTimeout(patience)
  }

  /** Settles when the server is ready for another request, or the connection has ended. */
  #run(exchange: Exchange): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#client.off('drain', done)
        this.#client.off('end', done)
        resolve()
      }
      // After an error `pg` answers at once, but only `drain` says that the transaction's state is known again.
      this.#client.on('drain', done)
      this.#client.on('end', done)
      this.#client.query(exchange)
    })
  }

  async #cancel(exchange: Exchange): Promise<void> {
    exchange.giveUp()
    try {
      await this.#requestCancel()
    } catch {
      this.#socket.destroy() // the server cannot be reached to cancel; whoever waits must not wait for ever
    }
  }

  #failure(error: unknown, sql: string): WarehouseError {
    const fields = error as ServerErrorFields // read if there, whatever it is
    // Only what the server said has a severity; a broken connection has at most a code of Node's.
    if (fields.severity !== undefined) return serverError(fields, sql, { connectionLost: this.#ended, cause: error })
    return sessionBroken(this.#description, error)
  }
}
