import { onAbort } from '../on-abort.ts'
import { openSocket, type SocketOptions } from './open-socket.ts'

const PATIENCE_MS = 10_000

/** Delivers a cancel request over a connection of its own; settles when the server has acted on it and hung up. */
export async function sendCancel(
  way: Pick<SocketOptions, 'address' | 'encryption' | 'tls'>,
  request: Uint8Array,
): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const socket = await openSocket({ ...way, keepalivesIdle: 0, signal })
  await new Promise<void>((resolve) => {
    const ignore = onAbort(signal, () => socket.destroy())
    socket.on('error', () => undefined) // a server may hang up by a reset: `close` follows
    socket.on('close', () => {
      ignore()
      resolve()
    })
    socket.resume()
    socket.write(request)
  })
}
