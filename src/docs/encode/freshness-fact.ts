import type { ManifestSource } from '../../artifacts/manifest/read-manifest.ts'
import type { FreshnessFact } from '../site-data.ts'
import type { SiteArtifacts } from './site-artifacts.ts'

type Asked = NonNullable<SiteArtifacts['sources']>['results'][number]

/** How fresh each source (or model) was when it was last asked. */
export function freshnessById({ sources }: SiteArtifacts): ReadonlyMap<string, Asked> {
  return new Map(sources?.results.map((result) => [result.unique_id, result]))
}

/** Undefined where nobody wants to know. */
export function freshnessFact(
  criteria: ManifestSource['freshness'],
  asked: Asked | undefined,
): FreshnessFact | undefined {
  const wanted = [
    ['warn', criteria?.warn_after],
    ['error', criteria?.error_after],
  ] as const
  const words = wanted.flatMap(([what, age]) =>
    age?.count ? [`${what} after ${age.count} ${age.period}${age.count === 1 ? '' : 's'}`] : [],
  )
  if (words.length === 0 && asked === undefined) return undefined
  const none = { loadedAt: '', age: null, askedAt: '', message: '', wanted: words.join(', ') }
  if (asked === undefined) return { ...none, status: '' }
  if (asked.status === 'runtime error') return { ...none, status: 'error', message: String(asked.error ?? '') }
  const { status, max_loaded_at, snapshotted_at, max_loaded_at_time_ago_in_s } = asked
  return { ...none, status, loadedAt: max_loaded_at, askedAt: snapshotted_at, age: max_loaded_at_time_ago_in_s }
}
