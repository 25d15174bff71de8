/** What `packages.yml` or `dependencies.yml` asks for, as far as it matters once packages are installed: their names. */
import { basename, join, posix, resolve } from 'node:path'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Location } from '../../base/position.ts'
import { placeOf, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlValue } from '../../yaml/yaml-value.ts'
import { packagesTwice, wrongType } from '../errors.ts'
import { readYamlFile } from '../yaml-file.ts'

export interface WantedPackage {
  /** The folder it is usually installed in: the last part of its name or address. */
  readonly folder: string
  /** `dbt-labs/dbt_utils`, an address or a path: as it is written. */
  readonly written: string
  readonly at: Location
}

/** The packages a project wants, from `packages.yml` or `dependencies.yml`; both at once is an error. */
export function readPackageList(root: string, report: (diagnostic: Diagnostic) => void): readonly WantedPackage[] {
  const lists = ['packages.yml', 'dependencies.yml'].flatMap((file) => {
    const document = readYamlFile(join(root, file), file, report)
    return document !== null && isYamlMap(document.value) && own(document.value, 'packages') !== undefined
      ? [document]
      : []
  })
  const [first, second] = lists
  if (first === undefined) return []
  if (second !== undefined) report(packagesTwice(placeOf(second, ['packages'], 'key')))
  return packagesOf(first, root, report)
}

function packagesOf(
  document: YamlDocument,
  root: string,
  report: (diagnostic: Diagnostic) => void,
): readonly WantedPackage[] {
  const list = own(document.value as Readonly<Record<string, YamlValue>>, 'packages') // readPackageList saw that it has one
  if (list === null || list === undefined) return []
  if (!Array.isArray(list)) {
    report(wrongType(document.file, ['packages'], 'a list of packages', list, placeOf(document, ['packages'])))
    return []
  }
  return list.flatMap((entry: YamlValue, index) => {
    const path = ['packages', index]
    const written = isYamlMap(entry)
      ? SOURCES.map((key) => own(entry, key)).find((value) => typeof value === 'string')
      : undefined
    if (typeof written === 'string') return [{ folder: folderOf(written, root), written, at: placeOf(document, path) }]
    report(
      wrongType(
        document.file,
        path,
        'a mapping with package, git, local, private or tarball',
        entry,
        placeOf(document, path),
      ),
    )
    return []
  })
}

/** A tarball has no name but the one it is given. */
const SOURCES = ['package', 'git', 'local', 'private', 'name']

function folderOf(written: string, root: string): string {
  if (/^\.{1,2}(?:[\\/]|$)/.test(written)) return basename(resolve(root, written))
  return posix.basename(written.replace(/\/+$/, '')).replace(/\.git$/, '')
}
