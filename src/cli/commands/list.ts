import { declaredKind, describeResource, versionedName } from '../../assay.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { GraphResource } from '../../graph/graph.ts'
import { type Call, EXIT } from '../command.ts'
import { excludingOptions } from '../errors.ts'
import { openProject } from '../open-project.ts'
import type { Flags } from '../options/flags.ts'
import { printForest } from '../print/forest.ts'
import { kindsOf, selectNodes } from '../select-nodes.ts'
import { writeManifest } from '../write-artifacts.ts'

const USUAL = ['model', 'snapshot', 'seed', 'test', 'unit_test', 'source', 'exposure', 'function'].concat([
  ...['metric', 'saved_query', 'semantic_model'],
])
const ALL = [...USUAL, 'analysis', 'feature_view', 'training_set']

/** What dbt prints of each as JSON when nobody asks for certain keys. */
const KEYS = [
  'name',
  'resource_type',
  'package_name',
  'original_file_path',
  'unique_id',
  'source_name',
  'alias',
  'config',
  'tags',
  'depends_on',
]

/** Lists what is selected, one a line or as trees, and writes `manifest.json`. */
export async function list(call: Call): Promise<number> {
  const open = await openProject(call)
  writeManifest(open)
  const { list_select, models, resource_types } = open.flags
  if (models.length > 0 && (list_select.length > 0 || resource_types.length > 0))
    throw excludingOptions('--models', list_select.length > 0 ? '--select' : '--resource-types', 'say --select alone')
  const kinds = models.length > 0 ? new Set(['model']) : kindsOf(open.flags, USUAL, ALL)
  const selected = { ...open, flags: { ...open.flags, select: [...list_select, ...models] } }
  const ids = await selectNodes(call, selected, kinds, { blank: true })
  const { tree, list_output } = open.flags
  if (tree && list_output !== 'json' && ids.length > 0) {
    const label = (resource: GraphResource): string =>
      write(resource, { ...open.flags, list_output: labelOf(list_output, call) })
    call.report.tell({ kind: 'answer', name: 'text', text: printForest(ids, open.graph, label) })
    return EXIT.fine
  }
  for (const id of ids) {
    const resource = open.graph.resources.get(id)
    if (resource !== undefined) call.report.tell({ kind: 'answer', name: 'list', text: write(resource, open.flags) })
  }
  return EXIT.fine
}

/** In a tree names say enough, unless something else was asked for. */
function labelOf(output: Flags['list_output'], { set }: Call): Flags['list_output'] {
  return set.has('list_output') ? output : 'name'
}

function write(resource: GraphResource, { list_output, output_keys }: Flags): string {
  switch (list_output) {
    case 'name':
      return resource.kind === 'source' ? `${resource.sourceName}.${resource.name}` : resource.name
    case 'path':
      return resource.originalPath
    case 'selector':
      return selectorOf(resource)
    case 'json': {
      const described = describeResource(resource)
      const keys = output_keys.flatMap((words) => words.split(/\s+/)).filter((word) => word !== '')
      return JSON.stringify(keys.length === 0 ? pick(described, KEYS) : pickNested(described, keys))
    }
  }
}

const NAMED: ReadonlySet<string> = new Set(['exposure', 'metric', 'saved_query', 'semantic_model'])

/** What selects it, and it alone: dbt's spelling. */
function selectorOf(resource: GraphResource): string {
  if (resource.kind === 'source') return `source:${resource.package}.${resource.sourceName}.${resource.name}`
  if (NAMED.has(resource.kind)) return `${resource.kind}:${resource.package}.${resource.name}`
  if (resource.kind === 'unit_test') return `unit_test:${resource.package}.${versionedName(resource)}`
  const declared = declaredKind(resource)
  if (declared !== null) return `${declared}:${resource.package}.${resource.name}`
  return resource.fqn.join('.')
}

function pick(described: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (described[key] === undefined ? [] : [[key, described[key]]])))
}

/** `config.materialized` is looked up step by step, and keeps its whole name. */
function pickNested(described: JsonObject, keys: readonly string[]): JsonObject {
  const found: [string, Json][] = []
  for (const key of keys) {
    let value: Json | undefined = described
    for (const step of key.split('.')) value = isJsonObject(value) ? value[step] : undefined
    if (value !== undefined) found.push([key, value])
  }
  return Object.fromEntries(found)
}
