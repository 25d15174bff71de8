import type { Location } from '../../base/position.ts'
import type { Project } from '../../project/project.ts'
import type { Node } from '../../resources/node.ts'
import { placeOf, readYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, type YamlMap, type YamlPath } from '../../yaml/yaml-value.ts'

/**
 * Finds entries again in the files that a project was read from: what is told long after it was parsed (coverage,
 * contracts) is told of few nodes, and places kept for all would cost every command. A column without an entry is told at
 * its node's.
 */
export function entryFinder(project: Project): (node: Node, column?: string) => Location | null {
  const documents = new Map<string, YamlDocument | null>()
  const documentOf = (patchPath: string): YamlDocument | null => {
    const known = documents.get(patchPath)
    if (known !== undefined) return known
    const [packageName, path] = patchPath.split('://')
    const files = project.packages.find(({ name }) => name === packageName)?.files ?? []
    const file = files.find((one) => one.kind === 'properties' && one.path === path)
    const document = file === undefined ? null : readYaml(file.text, file.label)
    documents.set(patchPath, document)
    return document
  }
  return (node, column) => {
    const document = node.patchPath === null ? null : documentOf(node.patchPath)
    const path = document === null ? null : pathOf(document, node, column)
    return document === null || path === null ? null : placeOf(document, path)
  }
}

function pathOf({ value }: YamlDocument, node: Node, column: string | undefined): YamlPath | null {
  if (!isYamlMap(value)) return null
  const lists = Object.keys(value).filter((key) => Array.isArray(value[key]))
  for (const list of lists)
    for (const [at, entry] of itemsOf(value, list)) {
      if (entry.name !== node.name || !isListOf(list, node)) continue
      const versions = node.kind === 'model' ? itemsOf(entry, 'versions') : []
      const [index, version] = versions.find(([, one]) => node.kind === 'model' && one.v === node.version) ?? []
      const ofVersion =
        version === undefined || index === undefined ? null : named(version, column, ['versions', index])
      return [list, at, ...(ofVersion ?? named(entry, column, []) ?? ['name'])]
    }
  return null
}

/** `models:` describes models, `seeds:` seeds: names may stand in several. */
function isListOf(list: string, { kind }: Node): boolean {
  return list === (kind === 'analysis' ? 'analyses' : `${kind}s`)
}

/** The column's own name in an entry. */
function named(entry: YamlMap, column: string | undefined, before: YamlPath): YamlPath | null {
  if (column === undefined) return null
  const [index] = itemsOf(entry, 'columns').find(([, one]) => one.name === column) ?? []
  return index === undefined ? null : [...before, 'columns', index, 'name']
}

function itemsOf(map: YamlMap, key: string): readonly (readonly [number, YamlMap])[] {
  const items = map[key]
  if (!Array.isArray(items)) return []
  return [...items.entries()].filter((one): one is [number, YamlMap] => isYamlMap(one[1]))
}
