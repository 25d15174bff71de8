import type { Channel } from './channel.ts'
import { warehouseClosed } from './errors.ts'
import { LentSession } from './lent-session.ts'
import { CLEAN_SESSION } from './session-traces.ts'
import type { Session } from './warehouse.ts'

interface Waiter {
  readonly resolve: (session: Session) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lends at most `size` channels. Those that come back are cleaned if need be and lent again, the last one first;
 * those that broke are replaced when somebody asks. Who finds none waits in line.
 */
export class SessionPool {
  readonly #size: number
  readonly #description: string
  readonly #connect: (signal: AbortSignal) => Promise<Channel>
  /** Run after a session was cleaned: puts our own settings back. */
  readonly #restoreSettings: string
  readonly #idle: Channel[] = []
  readonly #channels = new Set<Channel>()
  readonly #waiters: Waiter[] = []
  readonly #connecting = new Set<Promise<void>>()
  readonly #closing = new AbortController()
  #closed: Promise<void> | undefined

  constructor(options: {
    readonly size: number
    readonly description: string
    readonly connect: (signal: AbortSignal) => Promise<Channel>
    readonly restoreSettings: string
  }) {
    this.#size = Math.max(1, options.size)
    this.#description = options.description
    this.#connect = options.connect
    this.#restoreSettings = options.restoreSettings
  }

  open(): Promise<Session> {
    return new Promise((resolve, reject) => {
      if (this.#closed !== undefined) reject(warehouseClosed(this.#description))
      else {
        this.#waiters.push({ resolve, reject })
        this.#serve()
      }
    })
  }

  /** Refuses who waits, cancels what runs, ends every connection; lent sessions are of no use afterwards. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll()
    return this.#closed
  }

  async #closeAll(): Promise<void> {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(warehouseClosed(this.#description))
    this.#closing.abort()
    await Promise.all(this.#connecting)
    await Promise.all([...this.#channels].map((channel) => channel.close()))
  }

  #serve(): void {
    while (this.#waiters.length > 0) {
      const channel = this.#idle.pop()
      if (channel !== undefined) {
        if (channel.alive)
          this.#lend(channel, this.#waiters.shift() as Waiter) // length was checked above
        else this.#channels.delete(channel)
      } else if (this.#channels.size + this.#connecting.size < this.#size) {
        this.#connectFor(this.#waiters.shift() as Waiter)
      } else return
    }
  }

  #lend(channel: Channel, waiter: Waiter): void {
    waiter.resolve(new LentSession(channel, this.#description, (returned, traces) => this.#takeBack(returned, traces)))
  }

  #connectFor(waiter: Waiter): void {
    const connecting = this.#connect(this.#closing.signal).then(
      (channel) => {
        this.#channels.add(channel)
        if (this.#closed === undefined) this.#lend(channel, waiter)
        else waiter.reject(warehouseClosed(this.#description))
      },
      (error: unknown) => waiter.reject(this.#closed === undefined ? error : warehouseClosed(this.#description)),
    )
    this.#connecting.add(connecting)
    void connecting.then(() => {
      this.#connecting.delete(connecting)
      this.#serve()
    })
  }

  async #takeBack(channel: Channel, traces: boolean): Promise<void> {
    if (channel.alive && this.#closed === undefined) await this.#clean(channel, traces)
    if (channel.alive && this.#closed === undefined) this.#idle.push(channel)
    else {
      this.#channels.delete(channel)
      await channel.close()
    }
    this.#serve()
  }

  async #clean(channel: Channel, traces: boolean): Promise<void> {
    const rollback = channel.inTransaction ? 'rollback;\n' : ''
    const clean = traces ? CLEAN_SESSION + this.#restoreSettings : ''
    try {
      if (rollback + clean !== '') await channel.exchange({ kind: 'statements', sql: rollback + clean })
    } catch {
      await channel.close() // what cannot be cleaned is not lent again: the next one who asks gets a new connection
    }
    channel.takeNotices()
  }
}
