import type { Channel, Request } from './channel.ts'
import { cancelled, sessionBroken, sessionGivenBack } from './errors.ts'
import { leavesTraces } from './session-traces.ts'
import type { Notice, QueryResult, Session } from './warehouse.ts'

/** A channel while somebody has it: keeps calls in order, knows whether they left traces, ends with disposal. */
export class LentSession implements Session {
  readonly #channel: Channel
  readonly #description: string
  readonly #giveBack: (channel: Channel, traces: boolean) => Promise<void>
  #last: Promise<unknown> = Promise.resolve()
  #traces = false
  #returned: Promise<void> | undefined

  constructor(channel: Channel, description: string, giveBack: (channel: Channel, traces: boolean) => Promise<void>) {
    this.#channel = channel
    this.#description = description
    this.#giveBack = giveBack
  }

  get processId(): number {
    return this.#channel.processId
  }

  get inTransaction(): boolean {
    return this.#channel.inTransaction
  }

  statements(sql: string, signal?: AbortSignal): Promise<readonly QueryResult[]> {
    return this.#inTurn({ kind: 'statements', sql }, signal)
  }

  async query(sql: string, parameters: readonly (string | null)[], signal?: AbortSignal): Promise<QueryResult> {
    const [result] = await this.#inTurn({ kind: 'query', sql, parameters }, signal)
    return result as QueryResult // one statement, or the server refuses; an empty one answers too
  }

  async copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>, signal?: AbortSignal): Promise<number> {
    const results = await this.#inTurn({ kind: 'copy', sql, chunks }, signal)
    return results.at(-1)?.rowCount ?? 0
  }

  takeNotices(): readonly Notice[] {
    return this.#channel.takeNotices()
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#returned ??= this.#last.then(() => this.#giveBack(this.#channel, this.#traces))
    return this.#returned
  }

  #inTurn(request: Request, signal: AbortSignal | undefined): Promise<readonly QueryResult[]> {
    if (this.#returned !== undefined) return Promise.reject(sessionGivenBack())
    const turn = this.#last.then(() => this.#exchange(request, signal))
    this.#last = turn.catch(() => undefined) // whoever called has the rejection; this chain only keeps the order
    return turn
  }

  async #exchange(request: Request, signal: AbortSignal | undefined): Promise<readonly QueryResult[]> {
    if (signal?.aborted) throw cancelled(signal.reason)
    if (!this.#channel.alive) throw sessionBroken(this.#description)
    const tracesBefore = this.#traces
    this.#traces = true
    const results = await this.#channel.exchange(request, signal)
    this.#traces = tracesBefore || leavesTraces(request.sql, results)
    return results
  }
}
