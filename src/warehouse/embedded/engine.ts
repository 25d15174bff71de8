import { Worker } from 'node:worker_threads'
import { cancelled } from '../errors.ts'
import { onAbort } from '../on-abort.ts'
import { broken, didNotStart } from './errors.ts'
import { WORKER_SOURCE } from './worker-source.ts'

export interface EngineOptions {
  /** Where the database's files are, or null for memory. */
  readonly folder: string | null
  /** A packed empty database to begin with, made if it is missing; null opens what is in the folder. */
  readonly image: string | null
  readonly signal?: AbortSignal | undefined
}

type Answer =
  | { readonly kind: 'ready' | 'closed' }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string; readonly log: readonly string[] }

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** PGlite in its thread, one exchange at a time. PGlite blocks the thread it runs on, so it cannot run on ours. */
export class Engine {
  readonly #worker: Worker
  #waiting: Waiting | undefined
  #ended: unknown

  private constructor(options: EngineOptions) {
    this.#worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(WORKER_SOURCE)}`), {
      workerData: {
        pglite: import.meta.resolve('@electric-sql/pglite'),
        folder: options.folder,
        image: options.image,
      },
      // None of the options that started this process, such as a test runner's loaders, are meant for it.
      execArgv: [],
    })
    this.#worker.on('message', (answer: Answer) => this.#take()?.resolve(answer))
    this.#worker.on('error', (error) => {
      this.#ended ??= broken(error.message, [])
    })
    this.#worker.on('exit', () => this.#end(broken('its thread ended', [])))
  }

  /** Resolves when queries may be sent. */
  static async start(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options)
    const abort = () => void engine.terminate()
    const ignore = onAbort(options.signal, abort)
    if (options.signal?.aborted) abort()
    try {
      const answer = await engine.#next()
      if (answer.kind === 'failed') throw didNotStart(answer.message, answer.log)
      return engine
    } catch (error) {
      await engine.terminate()
      throw error
    } finally {
      ignore()
    }
  }

  /** Messages of the protocol in, messages out. `bytes` is handed over and must not be used again. */
  async send(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    if (this.#ended !== undefined) throw this.#ended
    const next = this.#next()
    this.#worker.postMessage({ kind: 'exchange', bytes }, [bytes.buffer])
    const answer = await next
    if (answer.kind === 'answer') return answer.bytes
    await this.terminate()
    throw answer.kind === 'failed' ? broken(answer.message, answer.log) : broken('it answered out of turn', [])
  }

  /** Shuts the database down in good order. */
  async close(): Promise<void> {
    if (this.#ended !== undefined) return
    const next = this.#next()
    this.#worker.postMessage({ kind: 'close' })
    await next
    await this.terminate()
  }

  /**
   * Ends the thread at once, whatever it does. Who waits for an answer is told that it was cancelled, but only when the
   * thread is gone: until then it may still write to files that the next engine would open.
   */
  async terminate(): Promise<void> {
    this.#ended ??= cancelled()
    await this.#worker.terminate()
  }

  #next(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting
    this.#waiting = undefined
    return waiting
  }

  #end(reason: unknown): void {
    this.#ended ??= reason
    this.#take()?.reject(this.#ended)
  }
}
