/** The way from a template and what describes it to a node's common parts: the same for all that have code. */
import type { JsonObject } from '../../base/json.ts'
import type { Template } from '../../jinja/template.ts'
import type { ConfigSection, Package, SourceFile } from '../../project/project.ts'
import type { CommonConfig, Hook } from '../../resources/config.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { RelationName } from '../../resources/relation.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import { type ConfigShelf, mergedConfig } from '../config/resolve-config.ts'
import type { Parsing } from '../parsing.ts'
import { check } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { type NodeProperties, nodeSchema } from '../properties/schemas.ts'
import { joinReadings, readHooks, readTemplate } from '../read-template.ts'
import {
  columnsOf,
  nameRelation,
  patchPathOf,
  propertyConfig,
  quotingOf,
  type readerOf,
  relationName,
} from './node-parts.ts'

export interface CodeSource<C extends CommonConfig> {
  readonly kind: string
  readonly id: UniqueId
  readonly name: string
  readonly fqn: readonly string[]
  readonly package_: Package
  readonly file: SourceFile
  readonly template: Template
  readonly rawCode: string
  readonly section: ConfigSection
  readonly shelf: ConfigShelf<C>
  readonly entry: PropertyEntry | null
  readonly reader: ReturnType<typeof readerOf>
  /** Configs that count as if the file had called `config(…)` with them first. */
  readonly presets?: JsonObject
}

/** Null after reporting what is wrong. `properties` is what the property file says beside config, columns and description. */
export async function readCodeNode<C extends CommonConfig>(source: CodeSource<C>, parsing: Parsing) {
  const { entry, package_, file, name, fqn, reader } = source
  const properties = entry === null ? null : checkNode(source.kind, entry, parsing)
  const shown = file.label
  let reading = await readTemplate(source.template, reader, parsing)
  const layers = {
    fqn,
    own: package_.settings,
    root: parsing.project.settings,
    properties: properties === null ? null : propertyConfig(properties as JsonObject),
    calls: source.presets === undefined ? reading.configs : [source.presets, ...reading.configs],
  }
  const at = { file: shown, line: 1, column: 1, source: file.text }
  const config = source.shelf.resolve(
    mergedConfig(source.section, layers),
    `${source.kind} '${name}'`,
    at,
    parsing.report,
  )
  if (config === null) return null
  const hooks = await readHooks(hooksOf(config), shown, reader, parsing)
  if (hooks !== null) reading = joinReadings(reading, hooks)
  const described = { ...reader.describe(), config: config as never }
  const named = await nameRelation(parsing, package_.name, config, () => described)
  const relation: RelationName = relationName(
    named,
    quotingOf(parsing, (config.quoting as JsonObject | undefined) ?? {}),
  )

  return {
    properties,
    config,
    relation,
    parts: {
      id: source.id,
      name,
      package: package_.name,
      path: file.relativePath,
      originalPath: file.path,
      fqn,
      ...named,
      description: properties?.description ?? '',
      docBlocks: [],
      columns: columnsOf(properties?.columns ?? []),
      tags: config.tags,
      meta: config.meta,
      group: config.group,
      checksum: file.checksum,
      patchPath: entry === null ? null : patchPathOf(entry.package, entry.file),
      rawCode: source.rawCode,
      language: 'sql',
      refs: reading.refs,
      sources: reading.sources,
      metrics: reading.metrics,
      functions: reading.functions,
      macros: reading.macros,
      template: source.template,
      unrenderedConfig: mergedConfig(source.section, layers, 'unrenderedConfigs'),
      createdAt: parsing.createdAt,
    },
  } as const
}

function checkNode(kind: string, entry: PropertyEntry, parsing: Parsing): NodeProperties | null {
  return check(
    nodeSchema,
    toJson(entry.rendered),
    `${kind} '${String(entry.rendered.name)}'`,
    entry.locate,
    parsing.report,
  )
}

function hooksOf(config: CommonConfig): readonly Hook[] {
  return [
    ...((config['pre-hook'] as readonly Hook[] | undefined) ?? []),
    ...((config['post-hook'] as readonly Hook[] | undefined) ?? []),
  ]
}
