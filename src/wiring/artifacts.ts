/** Artifacts of earlier commands, read when they are needed. */

import type { CatalogArtifact } from '../artifacts/catalog/read-catalog.ts'
import type { FailingRowsArtifact } from '../artifacts/failing-rows/read-failing-rows.ts'
import type { LeakageArtifact } from '../artifacts/leakage/read-leakage.ts'
import type { MetricsArtifact } from '../artifacts/metrics/read-metrics.ts'
import type { RunResultsArtifact } from '../artifacts/run-results/read-run-results.ts'
import type { FreshnessArtifact, SourcesArtifact } from '../artifacts/sources/read-sources.ts'
import type { JsonObject } from '../base/json.ts'
import type { Lineage } from '../lineage/lineage.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { PreviousState } from '../resources/previous-state.ts'

/** An artifact as it was found: messages name its path. */
export interface ArtifactFile {
  readonly path: string
  readonly text: string
}

/** The artifacts that an earlier run left; null where there is no such file. */
export interface ArtifactFiles {
  readonly manifest: ArtifactFile | null
  readonly runResults: ArtifactFile | null
  readonly sources: ArtifactFile | null
  /** The project's own `sources.json`, which is newer. */
  readonly currentSources: ArtifactFile | null
}

/** `run_results.json`, checked. Throws what is wrong in it. */
export async function readLastRun({ text, path }: ArtifactFile): Promise<RunResultsArtifact> {
  const { readRunResults } = await import('../artifacts/artifacts.ts')
  return readRunResults(text, { file: path })
}

/** A manifest with compiled SQL and a catalog, as files or as they are going to be written. */
export interface ColumnArtifacts {
  readonly manifest: ArtifactFile | JsonObject
  readonly catalog: ArtifactFile | JsonObject | null
}

/** What the columns of all relations are made of, from artifacts alone. Throws what is wrong in a file. */
export async function traceColumns(
  { manifest, catalog }: ColumnArtifacts,
  searchPath: string | null,
): Promise<Lineage> {
  const { lineageInput, readCatalog, readManifest } = await import('../artifacts/artifacts.ts')
  const { traceLineage } = await import('../lineage/lineage.ts')
  const input = lineageInput(
    readWith(readManifest, manifest),
    catalog === null ? null : readWith(readCatalog, catalog),
    namesOfPath(searchPath),
  )
  return traceLineage(input.resources, input.catalog)
}

/** Whether a written manifest has the SQL of a project as it is now. Throws what is wrong in the file. */
export async function isManifestCurrent({ text, path }: ArtifactFile, manifest: Manifest): Promise<boolean> {
  const { isCurrent, readManifest } = await import('../artifacts/artifacts.ts')
  return isCurrent(readManifest(text, { file: path }), manifest)
}

/**
 * A file is checked. What we have just made ourselves is taken as it is, for that is half a second of a thousand models:
 * tests hold every artifact that is written against these readers at their strictest.
 */
export function readWith<T>(
  read: (input: unknown, options?: { readonly file: string }) => T,
  given: ArtifactFile | JsonObject,
): T {
  return isArtifactFile(given) ? read(given.text, { file: given.path }) : (given as T) // its maker writes that format
}

function isArtifactFile(given: ArtifactFile | JsonObject): given is ArtifactFile {
  return typeof given.text === 'string' && typeof given.path === 'string'
}

/** The schemas of a `search_path`, as a profile has it; PostgreSQL's own default without one. */
function namesOfPath(searchPath: string | null): readonly string[] {
  const names = (searchPath ?? 'public').split(',').map((name) => name.trim())
  return names.map((name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()))
}

/** An artifact of an earlier command, `catalog.json` say, checked. Throws what is wrong in it. */
export async function readRecorded<K extends keyof RecordedArtifacts>(
  kind: K,
  { text, path }: ArtifactFile,
): Promise<RecordedArtifacts[K]> {
  const { readCatalog, readFailingRows, readFreshness, readLeakage, readMetrics, readSources } = await import(
    '../artifacts/artifacts.ts'
  )
  const readers = {
    catalog: readCatalog,
    sources: readSources,
    freshness: readFreshness,
    failingRows: readFailingRows,
    leakage: readLeakage,
    metrics: readMetrics,
  } as const
  return readers[kind](text, { file: path }) as RecordedArtifacts[K] // the reader of that kind
}

export interface RecordedArtifacts {
  readonly catalog: CatalogArtifact
  readonly sources: SourcesArtifact
  readonly freshness: FreshnessArtifact
  readonly failingRows: FailingRowsArtifact
  readonly leakage: LeakageArtifact
  readonly metrics: MetricsArtifact
}

/** A catalog that was just made, as if it had been read. */
export async function readCatalog(json: JsonObject): Promise<CatalogArtifact> {
  return (await import('../artifacts/artifacts.ts')).readCatalog(json)
}

/** What `state:`, `result:` and `source_status:` compare with. Throws what is wrong in a file. */
export async function readPreviousState(files: ArtifactFiles, now: Date): Promise<PreviousState> {
  const { previousState, readManifest, readRunResults, readSources } = await import('../artifacts/artifacts.ts')
  const read = <K extends string, T>(
    key: K,
    file: ArtifactFile | null,
    reader: (text: string, options: { readonly file: string }) => T,
  ): { readonly [key in K]?: T } =>
    file === null ? {} : ({ [key]: reader(file.text, { file: file.path }) } as { readonly [key in K]: T }) // that key alone
  return previousState(
    {
      ...read('manifest', files.manifest, readManifest),
      ...read('runResults', files.runResults, readRunResults),
      ...read('sources', files.sources, readSources),
      ...read('currentSources', files.currentSources, readSources),
    },
    now,
  )
}

/** Where refs lead with `--defer`, from another target's `manifest.json`. Throws what is wrong in it. */
export async function readDeferral({ text, path }: ArtifactFile, favorState: boolean): Promise<Deferral> {
  const { deferredRelations, readManifest } = await import('../artifacts/artifacts.ts')
  return { relations: deferredRelations(readManifest(text, { file: path })), favorState }
}
