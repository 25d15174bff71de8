import { setMaxListeners } from 'node:events'

/** Calls `action` when the signal is aborted, until the function it gives back is called. */
export function onAbort(signal: AbortSignal | undefined, action: () => void): () => void {
  if (signal === undefined) return () => undefined
  // One signal ends a whole run, with as many statements as threads: Node would warn of a leak from the eleventh on.
  setMaxListeners(0, signal)
  signal.addEventListener('abort', action, { once: true })
  return () => signal.removeEventListener('abort', action)
}
