import type { Entry, SiteGraph, SiteIndex, SiteTexts } from '../site-data.ts'
import { leakStatus } from './own-facts.ts'
import { ownerText, plain } from './page-parts.ts'
import type { Resource } from './resources.ts'
import { lastRun, worse } from './results.ts'
import { entryOf, object } from './sections/loose.ts'
import { metricStatus } from './sections/metrics.ts'
import type { SiteContext } from './site-context.ts'

/** Longer descriptions are searched up to here. */
const SEARCHED = 400

/** A list of words that others name by number. */
class Words {
  readonly list: string[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(word: string): number {
    if (word === '') return -1
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    this.#numbers.set(word, this.list.length)
    return this.list.push(word) - 1
  }
}

/** The index of what is listed, in its order. */
export function toIndex(context: SiteContext, listed: readonly Resource[], shards: number): SiteIndex {
  const { manifest } = context.artifacts
  const { project_name, generated_at, dbt_version } = manifest.metadata
  const words = new Words()
  const entries = listed.map(
    (one): Entry => [
      one.id,
      words.numberOf(one.kind),
      one.name,
      words.numberOf(one.package),
      words.numberOf(one.file.includes('/') ? one.file.slice(0, one.file.lastIndexOf('/')) : ''),
      words.numberOf(one.schema),
      words.numberOf(one.type),
      words.numberOf(statusOf(one.id, context)),
      one.tags.map((tag) => words.numberOf(tag)),
    ],
  )
  return {
    project: project_name ?? '',
    generatedAt: generated_at,
    version: dbt_version,
    shards,
    overview: overviewOf(context),
    groups: Object.values(manifest.groups).map(({ name, owner, description }) => ({
      name,
      owner: ownerText(owner),
      description: description ?? '',
    })),
    words: words.list,
    entries,
    lastRun: lastRun(context.artifacts),
    tests: countTests(context),
  }
}

export function toGraph(listed: readonly Resource[]): SiteGraph {
  const places = new Map(listed.map(({ id }, place) => [id, place]))
  return listed.map(({ reads }) => [...new Set(reads)].flatMap((id) => places.get(id) ?? []))
}

export function toTexts(listed: readonly Resource[]): SiteTexts {
  return listed.map(({ columns, description }) => [columns.join(' '), description.slice(0, SEARCHED)])
}

function statusOf(id: string, { artifacts, ran, tests, fresh }: SiteContext): string {
  const said = [
    ran.get(id)?.status ?? '',
    fresh.get(id)?.status ?? '',
    leakStatus(artifacts, id),
    metricsOf(id, artifacts),
  ]
  return [...said, ...(tests.get(id) ?? []).map(({ status }) => status)].reduce(worse)
}

function metricsOf(id: string, { manifest, metrics }: SiteContext['artifacts']): string {
  const exposure = manifest.exposures[id]
  return exposure === undefined ? '' : metricStatus(object(plain(exposure.meta)), entryOf(metrics?.exposures, id))
}

function overviewOf({ artifacts: { manifest } }: SiteContext): string | null {
  const { docs, metadata } = manifest
  return docs[`doc.${metadata.project_name}.__overview__`]?.block_contents ?? null
}

/** By status; those that did not run under the empty one. */
function countTests({ artifacts: { manifest }, ran }: SiteContext): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { resource_type, unique_id } of [
    ...Object.values(manifest.nodes),
    ...Object.values(manifest.unit_tests),
  ]) {
    if (resource_type !== 'test' && resource_type !== 'unit_test') continue
    const status = ran.get(unique_id)?.status ?? ''
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}
