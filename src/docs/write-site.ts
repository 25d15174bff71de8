import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSinglePage, buildSite } from './encode/build-site.ts'
import type { SiteProgram } from './encode/html.ts'
import type { SiteArtifacts } from './encode/site-artifacts.ts'

export interface WriteSite {
  /** The folder that gets `index.html` and `site/`. */
  readonly folder: string
  readonly artifacts: SiteArtifacts
  readonly program: SiteProgram
  /** Also `static_index.html`, the whole site in one file. */
  readonly single: boolean
}

/** Writes a site over the one that is there; files of it that are not part of it any more are removed. */
export function writeSite({ folder, artifacts, program, single }: WriteSite): void {
  const written = new Set<string>()
  const put = (path: string, text: string): void => {
    const file = join(folder, path)
    if (!written.has(dirname(file))) mkdirSync(dirname(file), { recursive: true })
    // To put a file in the place of another takes some disks ten times as long as to see that it is the same.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      // A reader may be looking: a file is the old one or the new one.
      writeFileSync(`${file}.tmp`, text)
      renameSync(`${file}.tmp`, file)
    }
    written.add(dirname(file)).add(file)
  }
  for (const { path, text } of buildSite(artifacts, program)) put(path, text)
  if (single) put('static_index.html', buildSinglePage(artifacts, program))
  const data = join(folder, 'site/data')
  for (const name of readdirSync(data)) if (!written.has(join(data, name))) rmSync(join(data, name), { force: true })
}
