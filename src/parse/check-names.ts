/** Names that cannot be, or that mean two things. */
import { basename } from 'node:path'
import type { Location } from '../base/position.ts'
import type { SourceFile } from '../project/project.ts'
import { behaves } from '../resources/behavior.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Node, UserFunction } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'
import { duplicateName, duplicateRelation, namesakes, nameWithSpace } from './errors.ts'
import type { Parsing } from './parsing.ts'

/** Two nodes for one relation, and what dbt's flags say of names. */
export function checkNames(
  nodes: ReadonlyMap<UniqueId, Node>,
  sources: ReadonlyMap<UniqueId, Source>,
  parsing: Parsing,
): void {
  checkRelations(nodes, parsing)
  checkSpaces(nodes, sources, parsing)
  checkNamesakes(nodes, parsing)
  checkFixtures(parsing)
}

function checkRelations(nodes: ReadonlyMap<UniqueId, Node>, { report }: Parsing): void {
  const relations = new Map<string, Node>()
  for (const node of nodes.values()) {
    if (node.kind === 'test' || node.relation === null) continue
    const name = node.kind === 'function' ? signatureOf(node) : writeRelation(node.relation)
    const other = relations.get(name)
    if (other === undefined) relations.set(name, node)
    else if (other.name !== node.name) report(duplicateRelation(other.id, node.id, name, placeOf(node)))
    else report(duplicateName(node.kind, node.name, other.originalPath, placeOf(node)))
  }
}

/** A function may be called like a table, or like another function that takes other arguments. */
function signatureOf({ relation, arguments: given }: UserFunction): string {
  return `${writeRelation(relation)}(${given.map(({ data_type }) => data_type.toLowerCase()).join(', ')})`
}

function checkSpaces(
  nodes: ReadonlyMap<UniqueId, Node>,
  sources: ReadonlyMap<UniqueId, Source>,
  { invocation: { projectFlags = {} }, report }: Parsing,
): void {
  const ofNodes = behaves(projectFlags, 'require_resource_names_without_spaces')
  for (const node of nodes.values())
    if (node.name.includes(' ')) report(nameWithSpace(node.kind, node.name, ofNodes, placeOf(node)))
  const ofSources = behaves(projectFlags, 'require_source_and_semantic_model_names_without_spaces')
  const told = new Set<string>()
  for (const source of sources.values()) {
    const { sourceName } = source
    if (!sourceName.includes(' ') || told.has(sourceName)) continue
    told.add(sourceName)
    report(nameWithSpace('source', sourceName, ofSources, placeOf(source)))
  }
}

/** Unit tests name a fixture by its file alone, whatever folder that is in. */
function checkFixtures({ project, report }: Parsing): void {
  for (const { files } of project.packages) {
    const named = new Map<string, SourceFile>()
    for (const file of files) {
      if (file.kind !== 'fixture') continue
      const name = basename(file.path)
      const other = named.get(name)
      if (other === undefined) named.set(name, file)
      else report(duplicateName('fixture', name, other.label, { file: file.label, line: 1, column: 1 }))
    }
  }
}

/** A model and a seed, say, of one name in one package: nobody can say which one a `ref` means. */
function checkNamesakes(
  nodes: ReadonlyMap<UniqueId, Node>,
  { invocation: { projectFlags = {} }, report }: Parsing,
): void {
  const strict = behaves(projectFlags, 'require_unique_project_resource_names')
  const known = new Map<string, Node>()
  for (const node of nodes.values()) {
    if (node.kind !== 'model' && node.kind !== 'seed' && node.kind !== 'snapshot') continue
    if (node.kind === 'model' && node.version !== null) continue
    const other = known.get(`${node.package}.${node.name}`)
    if (other === undefined) known.set(`${node.package}.${node.name}`, node)
    else report(namesakes(other.id, node.id, node.name, strict, placeOf(node)))
  }
}

export function placeOf(resource: Node | Source): Location {
  // What YAML declares has a template that no file holds.
  const written = 'template' in resource ? resource.hookPlace?.(resource.template.source, 0) : null
  if (written !== null && written !== undefined) return written
  if ('template' in resource)
    return { file: resource.template.file, line: 1, column: 1, source: resource.template.source }
  return { file: resource.originalPath, line: 1, column: 1 }
}
