import type { Duplex } from 'node:stream'
import type { Request } from '../channel.ts'
import type { QueryResult } from '../warehouse.ts'
import { boundQueryMessages, copyFailMessage, queryMessage } from '../wire/frontend-messages.ts'
import { Results } from '../wire/results.ts'
import { CopySource } from './copy-source.ts'

/** What of `pg`'s connection an exchange needs. */
interface Wire {
  readonly stream: Duplex
}

/**
 * One request and what came of it. `pg` has a class of its own for this, but that reads values by type, shortens
 * `CREATE TABLE` to `CREATE` and forgets empty statements; `client.query()` takes any object with these methods.
 */
export class Exchange {
  /** What the server objected to, or `pg` when the connection broke. */
  error: unknown
  readonly #request: Request
  readonly #results = new Results()
  #source: CopySource | undefined
  #givenUp = false

  constructor(request: Request) {
    this.#request = request
  }

  get results(): readonly QueryResult[] {
    return this.#results.all
  }

  /** The rows to copy, once the server asked for them. */
  get source(): CopySource | undefined {
    return this.#source
  }

  /** Sends no more rows, and takes back those that were sent; a request to cancel does not reach a server that reads. */
  giveUp(): void {
    this.#givenUp = true
    this.#source?.giveUp('cancelled')
  }

  submit(wire: Wire): void {
    const { sql } = this.#request
    wire.stream.write(
      this.#request.kind === 'query' ? boundQueryMessages(sql, this.#request.parameters) : queryMessage(sql),
    )
  }

  handleRowDescription(message: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
  }): void {
    this.#results.describe(message.fields.map((field) => ({ name: field.name, typeOid: field.dataTypeID })))
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    this.#results.row(message.fields)
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#results.complete(message.text)
  }

  handleEmptyQuery(): void {
    this.#results.empty()
  }

  handleCopyInResponse(wire: Wire): void {
    if (this.#givenUp) wire.stream.write(copyFailMessage('cancelled'))
    else if (this.#request.kind === 'copy') this.#source = new CopySource(this.#request.chunks, wire.stream)
    else wire.stream.write(copyFailMessage('a statement that reads from stdin must be sent by copyIn'))
  }

  /** `copy … to stdout`: nobody asked for the rows. */
  handleCopyData(): void {}

  handlePortalSuspended(): void {}

  handleReadyForQuery(): void {}

  handleError(error: unknown): void {
    this.error ??= error
    this.#source?.stop()
  }
}
