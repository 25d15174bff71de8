/** The docs site, made of artifacts and served. */
import type { WrittenArtifacts } from '../docs/read-site-artifacts.ts'
import type { ServedSite, ServeSite } from '../docs/serve-site.ts'

export type { WrittenArtifacts }

export interface SiteSettings {
  /** The folder with the artifacts; what messages call it. */
  readonly folder: string
  readonly label: string
  /** Where the site goes, if not there. */
  readonly into?: string
  /** Also the whole site in one file. */
  readonly single?: boolean
  /** What was just put into these files of the folder: that is not read again. */
  readonly written?: WrittenArtifacts
}

/** Makes the docs site of the artifacts in a folder, ours or dbt's. Throws an AssayError where they cannot be read. */
export async function makeSite({
  folder,
  label,
  into = folder,
  single = false,
  written = {},
}: SiteSettings): Promise<void> {
  const { readSiteArtifacts } = await import('../docs/read-site-artifacts.ts')
  const { siteProgram } = await import('../docs/site-program.ts')
  const { writeSite } = await import('../docs/write-site.ts')
  writeSite({ folder: into, artifacts: readSiteArtifacts(folder, label, written), program: siteProgram(), single })
}

/** Serves a site to the browsers of this machine. */
export async function serveSite(settings: ServeSite): Promise<ServedSite> {
  return (await import('../docs/serve-site.ts')).serveSite(settings)
}
