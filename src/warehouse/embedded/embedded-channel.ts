import type { Channel, Request } from '../channel.ts'
import { cancelled, sessionBroken } from '../errors.ts'
import { onAbort } from '../on-abort.ts'
import type { Notice, QueryResult, WarehouseError } from '../warehouse.ts'
import { backendMessages } from '../wire/backend-messages.ts'
import { joinedChunks } from '../wire/copy-chunks.ts'
import {
  boundQueryMessages,
  copyDataMessage,
  copyDoneMessage,
  copyFailMessage,
  queryMessage,
} from '../wire/frontend-messages.ts'
import { Results } from '../wire/results.ts'
import { type ServerErrorFields, serverError } from '../wire/server-error.ts'
import { Engine, type EngineOptions } from './engine.ts'

/**
 * The one connection to the embedded database. A statement can only be stopped by ending the thread it runs on; the
 * next request then starts the engine again. A folder has what was committed, memory has lost everything.
 */
export class EmbeddedChannel implements Channel {
  /** PGlite is not a process. */
  readonly processId = 0
  readonly #options: EngineOptions
  readonly #description: string
  /** Puts our settings in place; run after every start. */
  readonly #settings: string
  #engine: Engine | undefined
  #status = 'I'
  #notices: Notice[] = []
  #busy = false
  readonly #closing = new AbortController()

  private constructor(options: EngineOptions, description: string, settings: string) {
    this.#options = options
    this.#description = description
    this.#settings = settings
  }

  static async open(options: EngineOptions, description: string, settings: string): Promise<EmbeddedChannel> {
    const channel = new EmbeddedChannel(options, description, settings)
    await channel.#start()
    return channel
  }

  get alive(): boolean {
    return !this.#closing.signal.aborted
  }

  get inTransaction(): boolean {
    return this.alive && this.#status !== 'I'
  }

  takeNotices(): readonly Notice[] {
    const notices = this.#notices
    this.#notices = []
    return notices
  }

  async exchange(request: Request, signal?: AbortSignal): Promise<readonly QueryResult[]> {
    if (!this.alive) throw sessionBroken(this.#description)
    const bytes = await messagesOf(request, [signal, this.#closing.signal])
    if (this.#engine === undefined && this.alive) await this.#recover()
    if (!this.alive) throw cancelled()
    if (signal?.aborted) throw cancelled(signal.reason)
    return this.#send(bytes, request.sql, signal)
  }

  async close(): Promise<void> {
    if (!this.alive) return
    this.#closing.abort()
    if (this.#busy || this.#options.folder === null) await this.#engine?.terminate()
    else await this.#engine?.close()
  }

  async #start(): Promise<void> {
    const { signal } = this.#options
    this.#engine = await Engine.start({
      ...this.#options,
      signal: signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]),
    })
    this.#status = 'I'
    await this.#send(joined([queryMessage(this.#settings)]), this.#settings)
  }

  /** As after a cancelled statement on a server: a transaction that was open has failed and waits for its rollback. */
  async #recover(): Promise<void> {
    const inTransaction = this.#status !== 'I'
    await this.#start()
    if (!inTransaction) return
    await this.#send(joined([queryMessage('begin')]), 'begin')
    const failing = 'select 1 / 0'
    await this.#send(joined([queryMessage(failing)]), failing).catch(() => undefined)
  }

  async #send(bytes: Uint8Array<ArrayBuffer>, sql: string, signal?: AbortSignal): Promise<readonly QueryResult[]> {
    const engine = this.#engine
    if (engine === undefined) throw sessionBroken(this.#description)
    const ignore = onAbort(signal, () => {
      this.#engine = undefined
      void engine.terminate()
    })
    this.#busy = true
    try {
      return await this.#read(await engine.send(bytes), sql)
    } catch (error) {
      // Broken, and not by us: whoever asks the pool next gets a new one.
      if ((error as WarehouseError).connectionLost) this.#closing.abort()
      throw error
    } finally {
      this.#busy = false
      ignore()
    }
  }

  async #read(answer: Uint8Array, sql: string): Promise<readonly QueryResult[]> {
    const results = new Results()
    let failure: WarehouseError | undefined
    for (const message of backendMessages(answer)) {
      if (message.kind === 'columns') results.describe(message.columns)
      else if (message.kind === 'row') results.row(message.values)
      else if (message.kind === 'complete') results.complete(message.tag)
      else if (message.kind === 'empty') results.empty()
      else if (message.kind === 'ready') this.#status = message.status
      else if (message.kind === 'notice') this.#notices.push(noticeOf(message.fields))
      else {
        const fatal = message.fields.severity !== 'ERROR'
        if (fatal) await this.#engine?.terminate()
        failure ??= serverError(message.fields, sql, { connectionLost: fatal, cause: undefined })
      }
    }
    if (failure !== undefined) throw failure
    return results.all
  }
}

function noticeOf(fields: ServerErrorFields): Notice {
  return { severity: fields.severity ?? 'NOTICE', code: fields.code ?? '00000', message: fields.message ?? '' }
}

/** A request as one run of bytes: PGlite takes a whole request at once, so rows to copy are gathered first. */
async function messagesOf(
  request: Request,
  signals: readonly (AbortSignal | undefined)[],
): Promise<Uint8Array<ArrayBuffer>> {
  switch (request.kind) {
    case 'query':
      return joined([boundQueryMessages(request.sql, request.parameters)])
    case 'copy':
      return joined([queryMessage(request.sql), ...(await copyMessages(request.chunks, signals)), copyDoneMessage()])
    case 'statements':
      // It would read on into nothing, which ends PGlite. A server ignores this message when it did not ask for rows.
      return joined(
        /\bstdin\b/i.test(request.sql)
          ? [queryMessage(request.sql), copyFailMessage('a statement that reads from stdin must be sent by copyIn')]
          : [queryMessage(request.sql)],
      )
  }
}

async function copyMessages(
  chunks: AsyncIterable<string> | Iterable<string>,
  signals: readonly (AbortSignal | undefined)[],
): Promise<Uint8Array[]> {
  const source = joinedChunks(chunks)
  const messages: Uint8Array[] = []
  let stop: () => void = () => undefined
  const aborted = new Promise<'aborted'>((resolve) => {
    stop = () => resolve('aborted')
  })
  const ignore = signals.map((signal) => onAbort(signal, stop))
  try {
    for (;;) {
      const next = await Promise.race([source.next(), aborted])
      if (next === 'aborted') {
        source.return().catch(() => undefined) // lets a file behind the chunks be closed
        throw cancelled()
      }
      if (next.done) return messages
      messages.push(copyDataMessage(next.value))
    }
  } finally {
    for (const each of ignore) each()
  }
}

/** In memory of its own, so that it can be handed to another thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
