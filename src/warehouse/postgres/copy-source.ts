import type { Duplex } from 'node:stream'
import { joinedChunks } from '../wire/copy-chunks.ts'
import { copyDataMessage, copyDoneMessage, copyFailMessage } from '../wire/frontend-messages.ts'

/** Sends what is to be copied as fast as the server takes it. */
export class CopySource {
  /** Settles, and never rejects, when nothing more will be sent. */
  readonly done: Promise<void>
  /** What the caller's chunks threw, if they did. */
  failure: { readonly thrown: unknown } | undefined
  readonly #stream: Duplex
  readonly #stopped: Promise<'stopped'>
  #stop: () => void = () => undefined

  constructor(chunks: AsyncIterable<string> | Iterable<string>, stream: Duplex) {
    this.#stream = stream
    this.#stopped = new Promise((resolve) => {
      this.#stop = () => resolve('stopped')
    })
    this.done = this.#send(chunks)
  }

  /** The server has answered already, or the connection is gone. */
  stop(): void {
    this.#stop()
  }

  /** Asks the server to forget the rows; no effect once all are sent. */
  giveUp(reason: string): void {
    this.#stream.write(copyFailMessage(reason))
    this.#stop()
  }

  async #send(chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const source = joinedChunks(chunks)
    try {
      for (;;) {
        const next = await Promise.race([source.next(), this.#stopped])
        if (next === 'stopped') break
        if (next.done) {
          this.#stream.write(copyDoneMessage())
          return
        }
        if (!this.#stream.write(copyDataMessage(next.value))) await Promise.race([this.#drained(), this.#stopped])
      }
    } catch (thrown) {
      this.failure = { thrown }
      this.#stream.write(copyFailMessage('the rows could not be read'))
    }
    // Lets a file behind the chunks be closed. Not awaited: a source that hangs in `next` hangs here too.
    source.return().catch(() => undefined)
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => this.#stream.once('drain', resolve))
  }
}
