import { join } from 'node:path'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Environment } from '../../jinja/environment.ts'
import { placeOf } from '../../yaml/yaml-document.ts'
import { duplicatePackage, missingPackages, packageWithoutProject, reservedPackageName } from '../errors.ts'
import { readFiles } from '../files/read-files.ts'
import { projectFileIn } from '../find-root.ts'
import type { Package } from '../project.ts'
import { readYamlFile } from '../yaml-file.ts'
import { builtinPackages } from './builtin-packages.ts'
import { installedPackages, type PackageFolder } from './installed-packages.ts'
import { readPackageList } from './package-list.ts'
import { readPackage } from './read-package.ts'

export interface PackagesRequest {
  readonly rootPackage: Package
  /** Project files of packages know the target, but not `--vars`. */
  readonly scope: Environment
  readonly dbtVersion: string | null
  readonly installation: string
  readonly isInstallation: boolean
  readonly report: (diagnostic: Diagnostic) => void
}

/** The packages a project uses: installed ones by name, then the built-in ones. */
export async function readPackages(request: PackagesRequest): Promise<readonly Package[]> {
  const { rootPackage, isInstallation, installation, report } = request
  const folders = installedPackages(rootPackage.root, rootPackage.settings.packagesInstallPath)
  reportMissing(request, folders)
  const installed: Package[] = []
  for (const folder of folders) {
    const read = await readInstalled(request, folder)
    if (read !== null) installed.push(read)
  }
  const builtin = builtinPackages(installation, !isInstallation).map(({ name, files, settings }): Package => {
    const labelOf = (path: string): string => `<built-in>/${path}`
    return {
      name,
      origin: 'builtin',
      root: installation,
      settings,
      files: readFiles(installation, labelOf, files, report),
    }
  })
  const packages = [...installed.sort(byName), ...builtin]
  reportSameNames(request, packages)
  return packages
}

async function readInstalled(request: PackagesRequest, folder: PackageFolder): Promise<Package | null> {
  const found = projectFileIn(folder.root)
  if (found === undefined) {
    request.report(packageWithoutProject(folder.label))
    return null
  }
  const labelOf = (path: string): string => `${folder.label}/${path}`
  const document = readYamlFile(join(folder.root, found.file), labelOf(found.file), request.report)
  if (document === null) return null
  const { scope, dbtVersion, report } = request
  return readPackage({
    origin: 'installed',
    root: folder.root,
    document,
    dialect: found.dialect,
    scope,
    dbtVersion,
    labelOf,
    isInstallation: false,
    report,
  })
}

/** Only a lack is told: what is there beyond the list came along with what is on it. */
function reportMissing({ rootPackage, report }: PackagesRequest, folders: readonly PackageFolder[]): void {
  const wanted = readPackageList(rootPackage.root, report)
  if (folders.length >= wanted.length) return
  const there = new Set(folders.map(({ root }) => root.split(/[\\/]/).at(-1)))
  const missing = wanted.filter(({ folder }) => !there.has(folder))
  const [first = wanted[0]] = missing
  if (first === undefined) return
  const names = (missing.length === 0 ? wanted : missing).map(({ written }) => written)
  report(missingPackages(names, rootPackage.settings.packagesInstallPath, first.at))
}

function reportSameNames({ rootPackage, report }: PackagesRequest, packages: readonly Package[]): void {
  const known = new Map<string, Package>([[rootPackage.name, rootPackage]])
  for (const other of packages) {
    const same = known.get(other.name)
    if (same === undefined) known.set(other.name, other)
    else if (other.origin === 'builtin') report(reservedPackageName(other.name, nameOf(same)))
    else report(duplicatePackage(other.name, same.settings.file, other.settings.file))
  }
}

function nameOf(named: Package) {
  const document = readYamlFile(
    join(named.root, named.settings.file.split('/').at(-1) ?? ''),
    named.settings.file,
    () => {},
  )
  return document === null ? { file: named.settings.file, line: 1, column: 1 } : placeOf(document, ['name'])
}

function byName(a: Package, b: Package): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
