import type { Page } from '../site-data.ts'
import { exposurePage, macroPage, semanticPage, sourcePage, unitTestPage } from './declared-page.ts'
import { nodePage, titleOf, typeOfNode } from './node-page.ts'
import type { SiteContext } from './site-context.ts'

/** A thing with a page: what the index says of it, and how its page is made. */
export interface Resource {
  readonly id: string
  readonly kind: Page['kind']
  readonly name: string
  readonly package: string
  readonly file: string
  readonly schema: string
  readonly type: string
  readonly tags: readonly string[]
  readonly description: string
  readonly columns: readonly string[]
  /** The ids of those it reads. */
  readonly reads: readonly string[]
  /** False for what has a page, but no place in trees, search and lineage. */
  readonly listed: boolean
  readonly page: () => Page
}

/** All of them: models first, then what they read and who reads them, each kind in the order of the manifest. */
export function* resourcesOf(context: SiteContext): Iterable<Resource> {
  const { manifest } = context.artifacts
  for (const node of [...Object.values(manifest.nodes), ...Object.values(manifest.functions)]) {
    if (node.resource_type === 'sql_operation' || node.resource_type === 'rpc') continue
    const kind = node.resource_type
    const stored = kind === 'model' || kind === 'seed' || kind === 'snapshot' || kind === 'function'
    yield {
      ...named(node),
      name: titleOf(node),
      schema: stored && node.config.materialized !== 'ephemeral' ? placeOf(node) : '',
      type: typeOfNode(node),
      tags: node.tags,
      description: node.description,
      columns: kind === 'test' ? [] : columnNames(context, node.unique_id, node.columns),
      reads: node.resource_type === 'seed' ? [] : node.depends_on.nodes,
      listed: node.docs.show && kind !== 'operation' && !(kind === 'test' && node.test_metadata !== undefined),
      page: () => nodePage(node, context),
    }
  }
  for (const source of Object.values(manifest.sources))
    yield {
      ...named(source),
      name: `${source.source_name}.${source.name}`,
      schema: placeOf(source),
      tags: source.tags,
      description: source.description || source.source_description,
      columns: columnNames(context, source.unique_id, source.columns),
      page: () => sourcePage(source, context),
    }
  for (const exposure of Object.values(manifest.exposures))
    yield {
      ...named(exposure),
      type: exposure.type,
      tags: exposure.tags,
      reads: exposure.depends_on.nodes,
      page: () => exposurePage(exposure, context),
    }
  for (const test of Object.values(manifest.unit_tests))
    yield { ...named(test), reads: test.depends_on.nodes, page: () => unitTestPage(test, context) }
  const { metrics, semantic_models, saved_queries } = manifest
  for (const semantic of [metrics, semantic_models, saved_queries].flatMap((part) => Object.values(part)))
    yield {
      ...named({ ...semantic, description: semantic.description ?? '' }),
      reads: semantic.depends_on.nodes,
      page: () => semanticPage(semantic),
    }
  const builtIn = new Set(['dbt', `dbt_${manifest.metadata.adapter_type ?? 'postgres'}`, 'assay'])
  const own = manifest.metadata.project_name
  for (const macro of Object.values(manifest.macros))
    if (macro.package_name === own || !builtIn.has(macro.package_name))
      yield { ...named(macro), page: () => macroPage(macro) }
}

interface Named<K> {
  readonly unique_id: string
  readonly resource_type: K
  readonly name: string
  readonly package_name: string
  readonly original_file_path: string
  readonly description: string
}

function named<K extends Page['kind']>(given: Named<K>) {
  return {
    id: given.unique_id,
    kind: given.resource_type,
    name: given.name,
    package: given.package_name,
    file: given.original_file_path,
    description: given.description,
    schema: '',
    type: '',
    tags: [] as readonly string[],
    columns: [] as readonly string[],
    reads: [] as readonly string[],
    listed: true,
  }
}

function placeOf({ database, schema }: { readonly database: string | null; readonly schema: string }): string {
  return database === null ? schema : `${database}.${schema}`
}

/** Written names and stored ones, each once. */
function columnNames({ artifacts: { catalog } }: SiteContext, id: string, declared: object): readonly string[] {
  const stored = catalog?.nodes[id] ?? catalog?.sources[id]
  return [...new Set([...Object.keys(stored?.columns ?? {}), ...Object.keys(declared)])]
}
