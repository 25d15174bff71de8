import type { ManifestSource } from '../../artifacts/manifest/read-manifest.ts'
import type { FreshnessFact, FreshnessRow } from '../site-data.ts'
import type { SiteArtifacts } from './site-artifacts.ts'
import type { SiteContext } from './site-context.ts'

type Asked = NonNullable<SiteArtifacts['sources']>['results'][number]

/** How fresh each source and model was when it was last asked. */
export function freshnessById({ sources, freshness }: SiteArtifacts): ReadonlyMap<string, Asked> {
  const all = [...(freshness?.results ?? []), ...(sources?.results ?? [])]
  return new Map(all.map((result) => [result.unique_id, result]))
}

/** What is asked how fresh it is: sources that say what they want, and models that were asked. */
export function freshnessRows({ artifacts, fresh }: SiteContext): readonly FreshnessRow[] {
  const { sources, nodes } = artifacts.manifest
  const named = [
    ...Object.values(sources).map((one) => ({ ...one, name: `${one.source_name}.${one.name}`, wanted: one.freshness })),
    ...Object.values(nodes).flatMap((node) => (fresh.has(node.unique_id) ? [{ ...node, wanted: null }] : [])),
  ]
  return named.flatMap(({ unique_id: id, name, wanted }) => {
    const fact = freshnessFact(wanted, fresh.get(id))
    return fact === undefined ? [] : [{ id, name, ...fact }]
  })
}

/** Undefined where nobody wants to know. */
export function freshnessFact(
  criteria: ManifestSource['freshness'],
  asked: Asked | undefined,
): FreshnessFact | undefined {
  const limits = criteria ?? (asked === undefined || asked.status === 'runtime error' ? null : asked.criteria)
  const wanted = [
    ['warn', limits?.warn_after],
    ['error', limits?.error_after],
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
