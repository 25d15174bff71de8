import type { Compiler } from '../compile/compiler.ts'
import type { Source } from '../resources/source.ts'
import { connectedTo, type Wire } from './connected.ts'
import { checkFreshness, type FreshnessResult } from './freshness.ts'

export interface SourceCheck extends Wire {
  readonly sources: readonly Source[]
  readonly compiler: Compiler
  readonly threads: number
  readonly clock: () => Date
  readonly started: (source: Source, threadId: string) => void
  readonly finished: (result: FreshnessResult) => void
}

/** Asks several sources how fresh they are, several at once; after an abort no more are asked. In the order given. */
export async function checkSources(options: SourceCheck): Promise<readonly FreshnessResult[]> {
  const { sources, warehouse, signal } = options
  const connected = connectedTo(options)
  const results = new Map<string, FreshnessResult>()
  const waiting = [...sources]
  const worker = async (threadId: string): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined && signal?.aborted !== true; source = waiting.shift()) {
      options.started(source, threadId)
      const result = await checkFreshness(source, threadId, options, connected)
      results.set(source.id, result)
      options.finished(result)
    }
  }
  const workers = Math.max(1, Math.min(options.threads, warehouse.maxSessions, sources.length))
  await Promise.all(Array.from({ length: workers }, (_, n) => worker(`Thread-${n + 1}`)))
  return sources.flatMap((source) => results.get(source.id) ?? [])
}
