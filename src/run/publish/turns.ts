/** Lets one piece of work happen at a time, in the order they were asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act)
    this.#last = turn.catch(() => undefined) // whoever asked has the rejection; this chain only keeps the order
    return turn
  }
}
