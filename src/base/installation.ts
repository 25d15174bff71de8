import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A page of the documentation, which is installed with the rest: where it can be read. */
export function documentation(page: string): string {
  return join(installationFolder(), 'docs', page)
}

/** The folder Assay is installed in: the nearest above this file with a package.json, however deep a build puts it. */
export function installationFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder))
      throw new Error(`assay is not installed as a package: no package.json above ${start}`)
  }
}
