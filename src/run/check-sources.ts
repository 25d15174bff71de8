import type { Compiler } from '../compile/compiler.ts'
import type { Ageing } from '../resources/freshness.ts'
import type { Manifest } from '../resources/manifest.ts'
import { type Connected, connectedTo, type Wire } from './connected.ts'
import { describeSourceResult } from './describe-result.ts'
import { checkFreshness, type FreshnessResult } from './freshness.ts'
import { KnownRelations } from './known-relations.ts'
import { runHooksOf } from './operations.ts'
import type { NodeResult } from './result.ts'

export interface SourceCheck extends Wire {
  readonly manifest: Manifest
  /** Models with thresholds too. */
  readonly sources: readonly Ageing[]
  readonly compiler: Compiler
  readonly threads: number
  readonly clock: () => Date
  readonly started: (source: Ageing, threadId: string) => void
  readonly finished: (result: FreshnessResult) => void
}

export interface SourcesChecked {
  /** In the order given. */
  readonly results: readonly FreshnessResult[]
  /** A hook of the project failed; at the start it kept all sources from being asked. */
  readonly hookFailed: boolean
}

/**
 * Asks sources how fresh they are, between the hooks of the project, unless it has switched those off for this
 * (`source_freshness_run_project_hooks`).
 */
export async function checkSources(options: SourceCheck): Promise<SourcesChecked> {
  const { compiler, sources, signal } = options
  const connected = connectedTo(options)
  if (!compiler.behaves('source_freshness_run_project_hooks'))
    return { results: await check(options, connected), hookFailed: false }
  const state = { compiler, known: new KnownRelations() }
  const hooks: NodeResult[] = []
  const startFailed = await runHooksOf('on-run-start', options, state, connected, hooks)
  const results = startFailed ? [] : await check(options, connected)
  if (signal?.aborted === true) return { results, hookFailed: startFailed }
  const described = results.flatMap((result) => {
    const source = sources.find(({ id }) => id === result.id)
    return source?.kind === 'source' ? [describeSourceResult(result, source)] : []
  })
  const endFailed = await runHooksOf('on-run-end', options, state, connected, hooks, described)
  return { results, hookFailed: startFailed || endFailed }
}

/** Several at once; after an abort no more are asked. */
async function check(options: SourceCheck, connected: Connected): Promise<readonly FreshnessResult[]> {
  const { sources, warehouse, signal } = options
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
