/** HTTP as a package needs it: a few tries, a limit on time and size, and reasons in words. */
import { setTimeout as sleep } from 'node:timers/promises'
import { strangeAnswer, unreachable } from './errors.ts'

export interface Downloads {
  /** Bytes of an answer; null for a 404. `shown` is the address as people may see it, `what` what it holds. */
  readonly get: (url: string, shown: string, what: string) => Promise<Buffer | null>
}

export interface DownloadOptions {
  readonly signal: AbortSignal
  /** Pauses before another try, in milliseconds. */
  readonly pauses?: readonly number[]
  /** Bytes an answer may have. */
  readonly limit?: number
}

const PAUSES = [500, 2000]
const PATIENCE = 30_000
/** The largest package of dbt's hub is far below 10 MB. */
const LIMIT = 256 * 1024 * 1024

export function downloads({ signal, pauses = PAUSES, limit = LIMIT }: DownloadOptions): Downloads {
  return {
    async get(url, shown, what) {
      for (let attempt = 0; ; attempt++) {
        const pause = pauses[attempt]
        try {
          const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) })
          if (response.status === 404) return null
          if (response.ok) return await bytesOf(response, shown, limit)
          if (response.status < 500 || pause === undefined)
            throw strangeAnswer(shown, `${response.status} ${response.statusText}`.trim())
        } catch (thrown) {
          if (signal.aborted || (thrown instanceof Error && thrown.name === 'AssayError')) throw thrown
          if (pause === undefined) throw unreachable(what, shown, reasonOf(thrown), thrown)
        }
        await sleep(pause, undefined, { signal })
      }
    },
  }
}

async function bytesOf(response: Response, shown: string, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limit) throw strangeAnswer(shown, `more than ${Math.round(limit / 1024 / 1024)} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host is known here',
  EAI_AGAIN: 'its name cannot be looked up just now',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names further ones)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names further ones)',
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  if (thrown.name === 'TimeoutError') return 'it does not answer'
  const cause = thrown.cause
  const code = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? '') : ''
  const known = REASONS[code]
  if (known !== undefined) return `${known} (${code})`
  return cause instanceof Error && cause.message !== '' ? cause.message : code === '' ? thrown.message : code
}
