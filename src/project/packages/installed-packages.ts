import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface PackageFolder {
  /** Absolute path. */
  readonly root: string
  /** From the project's root on. */
  readonly label: string
}

/** The folders in a project's package folder, links to folders included, by name. */
export function installedPackages(root: string, packagesInstallPath: string): readonly PackageFolder[] {
  const folder = join(root, packagesInstallPath)
  let names: readonly string[]
  try {
    names = readdirSync(folder)
  } catch {
    return [] // nothing is installed
  }
  return names
    .filter((name) => !/^(?:\.|__)/.test(name) && isFolder(join(folder, name)))
    .sort()
    .map((name) => ({ root: join(folder, name), label: `${packagesInstallPath.replaceAll('\\', '/')}/${name}` }))
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
