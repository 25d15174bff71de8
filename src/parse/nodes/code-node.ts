/** The way from a template and what describes it to a node's common parts: the same for all that have code. */
import type { Json, JsonObject } from '../../base/json.ts'
import type { Template } from '../../jinja/template.ts'
import type { ConfigSection, Package, ProjectSettings, SourceFile } from '../../project/project.ts'
import { comparesAsWritten } from '../../resources/behavior.ts'
import type { CommonConfig, Hook } from '../../resources/config.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { SourceRef } from '../../resources/ref.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { TextPlace } from '../../resources/text-place.ts'
import { own, toJson } from '../../yaml/yaml-value.ts'
import { configPlace } from '../config/config-place.ts'
import { asList } from '../config/merge-config.ts'
import { keyOfCall, reportNearKeys } from '../config/near-keys.ts'
import { isPlainTemplate } from '../config/plain-template.ts'
import { type ConfigShelf, mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import { hookPlace } from '../hook-place.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import { reportConfiguredTwice } from '../properties/configured-twice.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { reportPropertySlips } from '../properties/property-slips.ts'
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
  /** Of a hook of the project: where it stands. */
  readonly writtenAt?: TextPlace
}

/** Null after reporting what is wrong. `properties` is what the property file says beside config, columns and description. */
export async function readCodeNode<C extends CommonConfig>(source: CodeSource<C>, parsing: Parsing) {
  const { entry, package_, file, name, fqn, reader } = source
  const properties = entry === null ? null : checkNode(source.kind, entry, parsing)
  const shown = file.label
  const isPlain = source.kind === 'model' && !replaced(package_.name, parsing) && isPlainTemplate(source.template)
  let reading = await readTemplate(source.template, reader, parsing)
  reportSlips(source, reading.configs, parsing)
  const described = properties === null ? null : propertyConfig(properties as JsonObject)
  const layers = {
    fqn,
    own: ownSettings(package_, entry, described),
    root: parsing.project.settings,
    properties: described,
    calls: source.presets === undefined ? reading.configs : [source.presets, ...reading.configs],
  }
  const at = { file: shown, line: 1, column: 1, source: file.text }
  const config = source.shelf.resolve(
    mergedConfig(source.section, layers),
    configPlace({
      what: `the config of ${source.kind} '${name}'`,
      section: source.section,
      layers,
      entry,
      template: source.template,
      at,
    }),
    parsing.report,
  )
  if (config === null) return null
  // dbt forgets such configs only after it has put the tags among them on the node.
  const forgottenTags =
    layers.own === package_.settings
      ? []
      : textsOf(mergedConfig(source.section, { ...layers, own: package_.settings, properties: null }).tags)
  const ofHooks = hookPlace({
    template: source.template,
    entry,
    section: source.section,
    settings: [layers.own, layers.root],
    fqn,
  })
  const place: TextPlace = (text, index) => source.writtenAt?.(text, index) ?? ofHooks(text, index)
  const hooks = await readHooks(hooksOf(config), shown, place, reader, parsing)
  if (hooks !== null) reading = joinReadings(reading, hooks)
  const nameable = (): JsonObject => ({ ...reader.describe(), config: config as never })
  const named = await nameRelation(parsing, package_.name, config, nameable, { file: file.path, line: 1, column: 1 })
  // A node's own config `quoting` names nothing in dbt: the project's alone does.
  const relation: RelationName = relationName(named, quotingOf(parsing, {}))

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
      tags: [...new Set([...forgottenTags, ...config.tags])],
      meta: config.meta,
      group: config.group,
      checksum: file.checksum,
      patchPath: entry === null ? null : patchPathOf(entry.package, entry.file),
      rawCode: source.rawCode,
      language: 'sql',
      refs: reading.refs,
      sources: isPlain ? withoutRepeats(reading.sources) : reading.sources,
      metrics: reading.metrics,
      functions: reading.functions,
      macros: reading.macros,
      template: source.template,
      unrenderedConfig: comparesAsWritten(parsing.invocation)
        ? unrenderedConfig(source.section, layers, writtenConfig(source), { template: source.template, isPlain })
        : unrenderedConfig(source.section, layers, undefined, isPlain ? { template: source.template, isPlain } : null),
      createdAt: parsing.createdAt,
      hookPlace: place,
    },
  } as const
}

/**
 * Whose project file configures the node first. Where the root project describes a package's node and configures it
 * there, dbt forgets what the package's own project file says of it; tables would differ if we did not.
 */
function ownSettings(package_: Package, entry: PropertyEntry | null, described: JsonObject | null): ProjectSettings {
  return entry !== null && described !== null && Object.keys(described).length > 0
    ? entry.home.package_.settings
    : package_.settings
}

function textsOf(tags: Json | undefined): readonly string[] {
  return asList(tags).filter((tag) => typeof tag === 'string')
}

/** Reading a model without Jinja, dbt notes a source once. */
export function withoutRepeats(sources: readonly SourceRef[]): readonly SourceRef[] {
  return [...new Map(sources.map((source) => [`${source.source}\n${source.table}`, source])).values()]
}

/** `config:` of the properties before rendering; of tests dbt keeps it rendered only. */
function writtenConfig({ kind, entry }: Pick<CodeSource<CommonConfig>, 'kind' | 'entry'>): Json | undefined {
  const config = entry === null || kind === 'test' ? undefined : own(entry.written, 'config')
  return config === undefined ? undefined : toJson(config)
}

/** Whether a macro of the package, or of the root project, stands for what dbt otherwise reads without Jinja. */
function replaced(packageName: string, parsing: Parsing): boolean {
  const { library } = parsing
  return ['ref', 'source', 'config'].some(
    (name) =>
      library.findIn(packageName, name) !== undefined || library.findIn(library.rootPackage, name) !== undefined,
  )
}

/** Slips in keys, in the project's own files: packages' are not the user's to mend. */
function reportSlips<C extends CommonConfig>(
  { kind, name, section, entry, template, package_ }: CodeSource<C>,
  calls: readonly JsonObject[],
  parsing: Parsing,
): void {
  if (package_.name !== parsing.project.settings.name) return
  const { report } = parsing
  const what = `${kind} '${name}'`
  const called = new Set(calls.flatMap((call) => Object.keys(call)))
  reportNearKeys(called, section, what, (key) => keyOfCall(template.source, template.file, key), report)
  if (entry !== null) reportPropertySlips(entry, what, section, report)
}

function checkNode(kind: string, entry: PropertyEntry, parsing: Parsing): NodeProperties | null {
  const what = `${kind} '${String(entry.rendered.name)}'`
  reportConfiguredTwice(entry, what, parsing.report)
  return checkEntry(nodeSchema, toJson(entry.rendered), what, entry.locate, parsing.report)
}

function hooksOf(config: CommonConfig): readonly Hook[] {
  return [
    ...((config['pre-hook'] as readonly Hook[] | undefined) ?? []),
    ...((config['post-hook'] as readonly Hook[] | undefined) ?? []),
  ]
}
