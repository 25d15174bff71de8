/** Every artifact that a test makes a command write is held against our own readers, at their strictest. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readAssay } from '../artifacts/assay/read-assay.ts'
import { readCatalog } from '../artifacts/catalog/read-catalog.ts'
import { readFailingRows } from '../artifacts/failing-rows/read-failing-rows.ts'
import { readLeakage } from '../artifacts/leakage/read-leakage.ts'
import { readManifest } from '../artifacts/manifest/read-manifest.ts'
import { readMetrics } from '../artifacts/metrics/read-metrics.ts'
import { readRunResults } from '../artifacts/run-results/read-run-results.ts'
import { readFreshness, readSources } from '../artifacts/sources/read-sources.ts'
import { readTrainingSets } from '../artifacts/training-sets/read-training-sets.ts'

const READERS = {
  'manifest.json': readManifest,
  'run_results.json': readRunResults,
  'last_results.json': readRunResults,
  'catalog.json': readCatalog,
  'sources.json': readSources,
  'assay.json': readAssay,
  'failing_rows.json': readFailingRows,
  'freshness.json': readFreshness,
  'leakage.json': readLeakage,
  'metrics.json': readMetrics,
  'training_sets.json': readTrainingSets,
} as const

export type ArtifactFileName = keyof typeof READERS

/**
 * Throws what is wrong with an artifact: an unknown key, a wrong type, and also a key that is missing. Readers allow for
 * those that older versions did not write; we write them all.
 */
export function expectSound(name: ArtifactFileName, json: unknown): void {
  const written: unknown = JSON.parse(JSON.stringify(json))
  const missing = missingKeys(written, READERS[name](written, { file: name, unknownKeys: 'refuse' }), '')
  if (missing.length > 0) throw new Error(`${name} lacks ${missing.slice(0, 10).join(', ')}`)
}

/** When each artifact in a folder was last written, to find those that are written later. */
export function artifactTimes(folder: string): ReadonlyMap<string, number> {
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder).filter((name) => name in READERS)
  return new Map(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]))
}

/** Holds every artifact that was written since. */
export function expectSoundSince(folder: string, before: ReadonlyMap<string, number>): void {
  for (const [name, time] of artifactTimes(folder))
    if (time !== before.get(name))
      expectSound(name as ArtifactFileName, JSON.parse(readFileSync(join(folder, name), 'utf8'))) // the names are the readers'
}

/** dbt leaves these out of nodes that it did not compile. */
const OF_COMPILED_NODES: ReadonlySet<string> = new Set([
  'compiled',
  'compiled_code',
  'extra_ctes_injected',
  'extra_ctes',
])

/** The keys that reading filled in, as paths. */
function missingKeys(written: unknown, read: unknown, path: string): readonly string[] {
  if (typeof read !== 'object' || read === null) return []
  const given: Readonly<Record<string, unknown>> = Object(written)
  return Object.entries(read).flatMap(([key, value]) => {
    if (Object.hasOwn(given, key)) return missingKeys(given[key], value, `${path}/${key}`)
    return OF_COMPILED_NODES.has(key) ? [] : [`${path}/${key}`]
  })
}
