const ENOUGH = 64 * 1024

/**
 * Joins small chunks: a message for every line of a file would cost more than its data. A surrogate pair cut in two by
 * the chunks stays together, or neither half could be encoded.
 */
export async function* joinedChunks(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string, void> {
  let waiting: string[] = []
  let length = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    length += chunk.length
    if (length < ENOUGH) continue
    const text = waiting.join('')
    const end = /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length
    yield text.slice(0, end)
    waiting = [text.slice(end)]
    length = text.length - end
  }
  if (length > 0) yield waiting.join('')
}
