const ENOUGH = 64 * 1024

/** Joins small chunks: a message for every line of a file would cost more than its data. */
export async function* joinedChunks(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, void> {
  let waiting: string[] = []
  let length = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    length += chunk.length
    if (length < ENOUGH) continue
    yield waiting.join('')
    waiting = []
    length = 0
  }
  if (length > 0) yield waiting.join('')
}
