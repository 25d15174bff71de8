import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalog } from '../artifacts/catalog/read-catalog.ts'
import { readManifest } from '../artifacts/manifest/read-manifest.ts'
import { readRunResults } from '../artifacts/run-results/read-run-results.ts'
import { readFreshness, readSources } from '../artifacts/sources/read-sources.ts'
import { AssayError } from '../base/diagnostic.ts'
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { ArtifactFileName } from './artifact-files.ts'
import type { SiteArtifacts } from './encode/site-artifacts.ts'
import { noManifest } from './errors.ts'

/** Artifacts of our own making, as they stand in their files (null where none was): tests hold these against the readers. */
export type WrittenArtifacts = Partial<Record<ArtifactFileName, JsonObject | null>>

/** Reads the artifacts in a folder; messages call it `label`. Throws an AssayError with all that is wrong with one. */
export function readSiteArtifacts(folder: string, label: string, written: WrittenArtifacts = {}): SiteArtifacts {
  const text = (name: ArtifactFileName): string | null => {
    const path = join(folder, name)
    return existsSync(path) ? readFileSync(path, 'utf8') : null
  }
  const read = <T>(
    name: ArtifactFileName,
    reader: (input: string, options: { readonly file: string }) => T,
  ): T | undefined => {
    const known = written[name]
    if (known) return known as T // its maker writes that format
    const content = text(name)
    return content === null ? undefined : reader(content, { file: `${label}/${name}` })
  }
  const manifest = read('manifest.json', readManifest)
  if (manifest === undefined) throw new AssayError(noManifest(label))
  const catalog = read('catalog.json', readCatalog)
  const sources = read('sources.json', readSources)
  const freshness = read('freshness.json', readFreshness)
  const runResults = [read('last_results.json', readRunResults), read('run_results.json', readRunResults)]
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.metadata.generated_at < b.metadata.generated_at ? -1 : 1))
  const own = {
    failingRows: plainObject(text('failing_rows.json')),
    leakage: plainObject(text('leakage.json')),
    metrics: plainObject(text('metrics.json')),
    trainingSets: plainObject(text('training_sets.json')),
    assay: written['assay.json'] ?? plainObject(text('assay.json')),
  }
  return {
    manifest,
    runResults,
    ...(catalog === undefined ? {} : { catalog }),
    ...(sources === undefined ? {} : { sources }),
    ...(freshness === undefined ? {} : { freshness }),
    ...(Object.fromEntries(Object.entries(own).filter(([, one]) => one !== null)) as Partial<
      Record<keyof typeof own, JsonObject>
    >), // the keys are those of it
  }
}

/** These may be newer than this program knows, or half of them missing: what is not understood is not shown. */
function plainObject(text: string | null): JsonObject | null {
  if (text === null) return null
  try {
    const value = JSON.parse(text) as Json // JSON.parse gives nothing else
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
