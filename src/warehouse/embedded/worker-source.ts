/**
 * The thread PGlite lives in, as the text of an ES module. A text and not a file: started from source (tests), a file
 * here would be TypeScript, which Node 20 cannot load; built, it would have to be copied beside the code. A `data:` URL
 * works in both, in every Node we support. It is kept dumb: bytes of PostgreSQL's protocol in, bytes out.
 *
 * In: `{ kind: 'exchange', bytes }`, `{ kind: 'close' }`. Out: `{ kind: 'ready' }`, `{ kind: 'answer', bytes }`,
 * `{ kind: 'closed' }`, `{ kind: 'failed', message, log }`; after the last, as after any error, the thread is of no use.
 */
export const WORKER_SOURCE = `
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync, gzipSync } from 'node:zlib'

const { pglite, folder, image } = workerData
const log = []
const onStderr = (line) => {
  log.push(line)
  if (log.length > 20) log.shift()
  return false
}

// An empty database takes seconds to make and a fraction of one to unpack.
async function unpackedImage(PGlite) {
  try {
    return gunzipSync(readFileSync(image))
  } catch {
    const empty = await PGlite.create({ onStderr })
    await empty.exec('checkpoint')
    const tar = new Uint8Array(await (await empty.dumpDataDir('none')).arrayBuffer())
    await empty.close()
    try {
      mkdirSync(dirname(image), { recursive: true })
      const temporary = image + '.' + process.pid + '-' + Math.random().toString(36).slice(2)
      writeFileSync(temporary, gzipSync(tar, { level: 1 }))
      renameSync(temporary, image)
    } catch {
      // A cache that cannot be written costs time, nothing else.
    }
    return tar
  }
}

async function start() {
  const { PGlite } = await import(pglite)
  const options = { onStderr }
  if (image !== null) options.loadDataDir = new Blob([await unpackedImage(PGlite)])
  if (folder !== null) options.dataDir = folder
  return PGlite.create(options)
}

async function exchange(database, bytes) {
  const parts = []
  let length = 0
  await database.execProtocolRawStream(bytes, {
    syncToFs: false,
    onRawData(part) {
      parts.push(part.slice())
      length += part.length
    },
  })
  const answer = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    answer.set(part, at)
    at += part.length
  }
  parentPort.postMessage({ kind: 'answer', bytes: answer }, [answer.buffer])
}

try {
  const database = await start()
  parentPort.on('message', async (message) => {
    try {
      if (message.kind === 'exchange') return await exchange(database, message.bytes)
      await database.close()
      parentPort.postMessage({ kind: 'closed' })
      parentPort.close()
    } catch (error) {
      parentPort.postMessage({ kind: 'failed', message: String(error), log })
    }
  })
  parentPort.postMessage({ kind: 'ready' })
} catch (error) {
  parentPort.postMessage({ kind: 'failed', message: String(error), log })
}
`
