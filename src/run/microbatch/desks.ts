/**
 * How many may work at once: each node under way has a desk, and batches take those that are free. A node never waits
 * for one: it may come while all are taken, and then waits for a session until a batch gives its own back.
 */
export class Desks {
  readonly #count: number
  #taken = 0

  constructor(count: number) {
    this.#count = count
  }

  /** Works at a desk, whether one is free or not. */
  async at<T>(work: () => Promise<T>): Promise<T> {
    this.#taken++
    try {
      return await work()
    } finally {
      this.#taken--
    }
  }

  /** True while more work than there are desks: somebody waits for a session. */
  get isCrowded(): boolean {
    return this.#taken > this.#count
  }

  get isOneFree(): boolean {
    return this.#taken < this.#count
  }
}
