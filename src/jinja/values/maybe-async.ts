/** An answer that may still be on its way. */
export type MaybeAsync<T> = T | Promise<T>

/**
 * Continues at once when the answer is here, later when it is not. Not called `then`: a module that exports `then` is
 * itself a promise to whoever imports it dynamically.
 */
export function andThen<T, R>(answer: MaybeAsync<T>, next: (value: T) => MaybeAsync<R>): MaybeAsync<R> {
  return answer instanceof Promise ? answer.then(next) : next(answer)
}

/** Runs `step` on each item strictly in turn; turns into a promise only once a step answers with one. */
export function mapInTurn<T, R>(items: Iterable<T>, step: (item: T) => MaybeAsync<R>): MaybeAsync<R[]> {
  const iterator = items[Symbol.iterator]()
  const results: R[] = []
  for (let next = iterator.next(); !next.done; next = iterator.next()) {
    const result = step(next.value)
    if (result instanceof Promise) return finishLater(result, iterator, step, results)
    results.push(result)
  }
  return results
}

async function finishLater<T, R>(
  pending: Promise<R>,
  rest: Iterator<T>,
  step: (item: T) => MaybeAsync<R>,
  results: R[],
): Promise<R[]> {
  results.push(await pending)
  for (let next = rest.next(); !next.done; next = rest.next()) results.push(await step(next.value))
  return results
}
