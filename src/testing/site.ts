import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildClient } from '../../bundle-client.js'
import { readCatalog } from '../artifacts/catalog/read-catalog.ts'
import { readManifest } from '../artifacts/manifest/read-manifest.ts'
import { readRunResults } from '../artifacts/run-results/read-run-results.ts'
import { readSources } from '../artifacts/sources/read-sources.ts'
import type { SiteProgram } from '../docs/encode/html.ts'
import type { SiteArtifacts } from '../docs/encode/site-artifacts.ts'
import { temporaryFolder } from './temporary-folder.ts'

const RECORDED = new URL('../artifacts/testdata/shop.recorded/', import.meta.url)

/** The artifacts that dbt-core wrote of a small project, read anew: a test may change the JSON before. */
export function dbtArtifacts(change: (manifest: RecordedManifest) => void = () => undefined): SiteArtifacts {
  const json = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, RECORDED), 'utf8'))
  const manifest = json('manifest') as RecordedManifest // it was recorded so
  change(manifest)
  return {
    manifest: readManifest(manifest),
    catalog: readCatalog(json('catalog')),
    runResults: [readRunResults(json('run_results'))],
    sources: readSources(json('sources')),
  }
}

/** As much of the JSON as tests change. */
export interface RecordedManifest {
  readonly nodes: Record<string, RecordedNode>
  readonly sources: Record<string, RecordedNode>
  readonly macros: Record<string, unknown>
  readonly metadata: { project_name: string }
}

export interface RecordedNode {
  unique_id: string
  name: string
  description: string
  raw_code: string
  tags: string[]
  columns: Record<string, { name: string; description: string }>
  depends_on: { nodes: string[] }
}

/** The program of the site as its sources are now. */
export async function freshProgram(): Promise<SiteProgram> {
  await using folder = await temporaryFolder()
  await buildClient(folder.path)
  const file = (name: string): Promise<string> => readFile(join(folder.path, name), 'utf8')
  return { script: await file('app.js'), style: await file('app.css'), licences: await file('LICENSES.txt') }
}
