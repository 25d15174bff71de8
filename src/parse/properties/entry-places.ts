import type { Location } from '../../base/position.ts'
import type { Project } from '../../project/project.ts'
import type { Node } from '../../resources/node.ts'
import { placeOf, readYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { versionOf } from '../versions.ts'

/**
 * Finds where YAML describes a node, or a column of it, in the files that the project was read from; null where it does
 * not. What is told long after a parse (coverage, contracts) is told of few nodes, and places kept for all would cost
 * every command. A column without an entry is told at its node's.
 */
export function entryFinder(project: Project): (node: Node, column?: string) => Location | null {
  const documents = new Map<string, YamlDocument | null>()
  const documentOf = (patchPath: string): YamlDocument | null => {
    const [packageName, path] = patchPath.split('://')
    const files = project.packages.find(({ name }) => name === packageName)?.files ?? []
    const file = files.find((one) => one.kind === 'properties' && one.path === path)
    return file === undefined ? null : readYaml(file.text, file.label)
  }
  return (node, column) => {
    if (node.patchPath === null) return null
    const document = documents.get(node.patchPath) ?? documentOf(node.patchPath)
    documents.set(node.patchPath, document)
    const path = document === null ? null : pathOf(document.value, node, column)
    return document === null || path === null ? null : placeOf(document, path)
  }
}

function pathOf(value: YamlValue, node: Node, column: string | undefined): YamlPath | null {
  const list = node.kind === 'analysis' ? 'analyses' : `${node.kind}s`
  const entries = isYamlMap(value) ? itemsOf(value, list) : []
  const found = entries.find(([, one]) => own(one, 'name') === node.name)
  if (found === undefined) return null
  const [at, entry] = found
  return [list, at, ...(columnOfVersion(entry, node, column) ?? columnPath(entry, column) ?? ['name'])]
}

function columnOfVersion(entry: YamlMap, node: Node, column: string | undefined): YamlPath | null {
  if (node.kind !== 'model' || node.version === null) return null
  const found = itemsOf(entry, 'versions').find(([, one]) => versionOf(own(one, 'v')) === node.version)
  const path = found === undefined ? null : columnPath(found[1], column)
  return found === undefined || path === null ? null : ['versions', found[0], ...path]
}

function columnPath(entry: YamlMap, column: string | undefined): YamlPath | null {
  const found = itemsOf(entry, 'columns').find(([, one]) => column !== undefined && own(one, 'name') === column)
  return found === undefined ? null : ['columns', found[0], 'name']
}

/** The maps in a list, each with its number. */
function itemsOf(map: YamlMap, key: string): readonly (readonly [number, YamlMap])[] {
  const items = own(map, key)
  if (!Array.isArray(items)) return []
  return [...items.entries()].filter((one): one is [number, YamlMap] => isYamlMap(one[1]))
}
