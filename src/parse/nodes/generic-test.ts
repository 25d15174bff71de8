import type { JsonObject } from '../../base/json.ts'
import { nearMiss } from '../../base/near-miss.ts'
import type { Location } from '../../base/position.ts'
import type { LibraryMacro } from '../../context/macro-library.ts'
import { RelationValue } from '../../context/relation-value.ts'
import { needsRendering, renderTestArguments } from '../../context/test-arguments.ts'
import { readUnassigned } from '../../jinja/names.ts'
import { renderTemplate } from '../../jinja/rendering.ts'
import { parseTemplate, type Template } from '../../jinja/template.ts'
import type { Package } from '../../project/project.ts'
import { comparesAsWritten } from '../../resources/behavior.ts'
import { type UniqueId, uniqueId } from '../../resources/ids.ts'
import type { DataTest } from '../../resources/node.ts'
import type { Ref, SourceRef, Version } from '../../resources/ref.ts'
import { toJson, type YamlMap, type YamlPath } from '../../yaml/yaml-value.ts'
import { configPlace } from '../config/config-place.ts'
import { mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import { unknownTest, unknownTestArgument } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import { parseScope, type Reader } from '../read-template.ts'
import type { Reading } from '../static-reading.ts'
import { genericTestHash, genericTestName } from './generic-test-name.ts'
import { type Draft, nameRelation, quotingOf, relationName } from './node-parts.ts'
import { genericTestCode, type TestDefinition } from './test-definition.ts'

/** What a generic test is attached to. */
export interface Tested {
  readonly ref: { readonly name: string; readonly version: Version | null } | null
  readonly source: SourceRef | null
  readonly name: string
  readonly id: UniqueId | null
  readonly group: string | null
  readonly package_: Package
  /** The property file, and its path below the resource folder. */
  readonly file: string
  readonly relativePath: string
  readonly fileKeyName: string
}

/** Templates of generic tests are alike by the thousand: each text is parsed once. */
export type TemplateCache = Map<string, Template>

/** One generic test of one column or resource. Null after reporting what is wrong. */
export async function draftGenericTest(
  test: TestDefinition,
  tested: Tested,
  tags: readonly string[],
  columnName: string | null,
  locate: (path: YamlPath) => Location,
  cache: TemplateCache,
  parsing: Parsing,
): Promise<Draft<DataTest> | null> {
  const at = locate([])
  const macro = testMacro(test, tested.package_.name, parsing)
  if (macro === undefined) {
    parsing.report(
      unknownTest(test.namespace === null ? test.name : `${test.namespace}.${test.name}`, nearTest(test, parsing), at),
    )
    return null
  }
  const strange = strangeArgument(test, macro, parsing)
  if (strange !== undefined) {
    const path = strange === 'column_name' && columnName !== null ? [] : test.argumentPath(strange)
    parsing.report(unknownTestArgument(test.name, strange, columnName, parametersOf(macro), locate(path)))
    return null
  }
  const kwargs: YamlMap = { ...test.kwargs, model: `{{ get_where_subquery(${referenceText(tested)}) }}` }
  const prefix = test.namespace === null ? '' : `${test.namespace}_`
  const names = genericTestName(
    `${prefix}${tested.source === null ? '' : 'source_'}${test.name}`,
    targetName(tested),
    kwargs,
  )
  const name = test.ownName ?? names.full
  const config: YamlMap =
    test.ownName === null && names.short !== names.full && !('alias' in test.config)
      ? { ...test.config, alias: names.short }
      : test.config
  const id = uniqueId(
    'test',
    tested.package_.name,
    name,
    genericTestHash(name, { namespace: test.namespace, name: test.name, kwargs }),
  )
  const rawCode = genericTestCode(test, config)
  const folders = tested.relativePath.split('/').slice(0, -1)
  const fqn = [tested.package_.name, ...folders, name]
  const path = `${test.ownName ?? names.short}.sql`

  const { target, quoting } = parsing.invocation
  const described = {
    resource_type: 'test',
    unique_id: id,
    name,
    package_name: tested.package_.name,
    path,
    original_file_path: tested.file,
    fqn,
    tags,
    column_name: columnName,
  }
  const reader: Reader = {
    packageName: tested.package_.name,
    fqn,
    self: RelationValue.create({ database: target.database, schema: target.schema, identifier: name, quoting }),
    describe: () => ({ ...described, config: {} }),
  }
  const template = cached(cache, rawCode, tested.file)
  const reading = await readTest(macro, template, kwargs, toJson(config) as JsonObject, tested, reader, parsing)
  const sources = {
    fqn,
    own: tested.package_.settings,
    root: parsing.project.settings,
    properties: null,
    calls: reading.configs,
  }
  const resolved = parsing.shelves.test.resolve(
    mergedConfig('data_tests', sources),
    (path) => {
      const what = `the config of test '${name}'`
      const given = test.configPaths[String(path[0])]
      if (given !== undefined) return { what, at: locate([...given, ...path.slice(1)]) }
      return configPlace({ what, section: 'data_tests', layers: sources, entry: null, template: null, at })(path)
    },
    parsing.report,
  )
  if (resolved === null) return null
  const nameable = (): JsonObject => ({ ...described, config: resolved as never })
  const named = await nameRelation(parsing, tested.package_.name, resolved, nameable, at)
  return {
    kind: 'test',
    id,
    name,
    package: tested.package_.name,
    path,
    originalPath: tested.file,
    fqn,
    ...named,
    relation: relationName(named, quotingOf(parsing, {})),
    description: test.description,
    docBlocks: [],
    columns: new Map(),
    tags: [...new Set([...tags, ...resolved.tags])].sort(),
    meta: resolved.meta,
    group: tested.group,
    checksum: { name: 'none', checksum: '' },
    patchPath: null,
    rawCode,
    language: 'sql',
    refs: reading.refs,
    sources: reading.sources,
    metrics: reading.metrics,
    functions: reading.functions,
    macros: reading.macros,
    template,
    config: resolved,
    unrenderedConfig: unrenderedConfig(
      'data_tests',
      sources,
      undefined,
      READ_WITHOUT_RENDERING.has(macro.id) || !comparesAsWritten(parsing.invocation)
        ? null
        : { template, isPlain: false },
    ),
    createdAt: parsing.createdAt,
    generic: {
      name: test.name,
      namespace: test.namespace,
      kwargs,
      columnName,
      attachedNode: tested.id,
      fileKeyName: tested.fileKeyName,
      at,
    },
  }
}

/** A test named without a package is looked for where the properties are, then as any macro (dbt/context/macro_resolver.py). */
function testMacro(test: TestDefinition, packageName: string, parsing: Parsing): LibraryMacro | undefined {
  const name = `test_${test.name}`
  if (test.namespace !== null) return parsing.library.findIn(test.namespace, name)
  const found = parsing.library.find(name, packageName)
  if (found?.kind === 'macro') return found.macro
  return undefined
}

/**
 * An argument that the macro refuses, where dbt finds that out when it parses: of a test that it renders then. A macro
 * that reads `kwargs` takes any; what it hands them on to may refuse some when it is called.
 */
function strangeArgument(test: TestDefinition, macro: LibraryMacro, parsing: Parsing): string | undefined {
  if (READ_WITHOUT_RENDERING.has(macro.id) || !parsing.facts.inert(macro)) return undefined
  if (readUnassigned(macro.block.body, ['kwargs']).has('kwargs')) return undefined
  const known = parametersOf(macro)
  return Object.keys(test.kwargs).find((name) => !known.includes(name))
}

function parametersOf({ block }: LibraryMacro): readonly string[] {
  return block.parameters.map(({ name }) => name)
}

/** What a misspelt test may have been: by its own name, also where the package is missing or another one. */
function nearTest({ name, namespace }: TestDefinition, parsing: Parsing): string | undefined {
  const spelled = new Map<string, string>()
  for (const package_ of parsing.project.packages) {
    for (const layer of parsing.library.namespace(package_.name) ?? []) {
      for (const macro of layer.values()) {
        if (macro.form !== 'test') continue
        const own = macro.name.slice('test_'.length)
        const isQualified = package_.origin === 'installed' || namespace === package_.name
        if (!spelled.has(own)) spelled.set(own, isQualified ? `${package_.name}.${own}` : own)
      }
    }
  }
  return spelled.get(name) ?? spelled.get(nearMiss(name, spelled.keys()) ?? '')
}

/** dbt reads its own `unique` and `not_null` without rendering, and records nothing of what they call. */
const READ_WITHOUT_RENDERING: ReadonlySet<string> = new Set(['macro.dbt.test_not_null', 'macro.dbt.test_unique'])

/**
 * `config` is what the YAML configures: it counts before the macro is asked, and again when `config(…)` after it is
 * rendered, so that it wins over the macro's (and what adds up, like tags, is there twice).
 */
async function readTest(
  macro: LibraryMacro,
  template: Template,
  kwargs: YamlMap,
  config: JsonObject,
  tested: Tested,
  reader: Reader,
  parsing: Parsing,
): Promise<Reading> {
  const own = tested.source === null ? { refs: [refOf(tested)], sources: [] } : { refs: [], sources: [tested.source] }
  const plain = { ...own, metrics: [], functions: [] }
  if (READ_WITHOUT_RENDERING.has(macro.id)) return { ...plain, configs: [config], macros: [macro.id] }
  const whereSubquery = parsing.library.find('get_where_subquery', reader.packageName)
  const where = whereSubquery?.kind === 'macro' ? whereSubquery.macro : null
  if (parsing.facts.inert(macro) && (where === null || parsing.facts.inert(where)) && !needsRendering(kwargs)) {
    return { ...plain, configs: [config, config], macros: where === null ? [macro.id] : [macro.id, where.id] }
  }
  const refs: Ref[] = []
  const sources: SourceRef[] = []
  const configs: JsonObject[] = [config]
  const macros = new Set<UniqueId>([macro.id])
  // dbt lets a test's arguments see no other macros, so that these alone are noted of them.
  let visible: ReadonlySet<UniqueId> | null = new Set([
    macro.id,
    ...parsing.facts.of(macro).names,
    ...(where === null ? [] : [where.id]),
  ])
  const scope = parseScope(reader, parsing, {
    ref: (ref) => refs.push(ref),
    source: (source) => sources.push(source),
    metric: () => undefined,
    function: () => undefined,
    config: (settings) => configs.push(settings),
    call: (id) => {
      if (visible === null || visible.has(id)) macros.add(id)
    },
  })
  scope.assign('_dbt_generic_test_kwargs', await renderTestArguments(kwargs, tested.file, scope))
  visible = null
  await renderTemplate(template, scope)
  return { refs, sources, metrics: [], functions: [], configs, macros: [...macros] }
}

function refOf(tested: Tested): Ref {
  return { name: tested.ref?.name ?? tested.name, package: null, version: tested.ref?.version ?? null }
}

function referenceText(tested: Tested): string {
  if (tested.source !== null) return `source('${tested.source.source}', '${tested.source.table}')`
  const version = tested.ref?.version ?? null
  return version === null ? `ref('${tested.name}')` : `ref('${tested.name}', version='${version}')`
}

function targetName(tested: Tested): string {
  const version = tested.ref?.version ?? null
  if (tested.source !== null) return `${tested.source.source}_${tested.source.table}`
  return version === null ? tested.name : `${tested.name}_v${version}`
}

function cached(cache: TemplateCache, code: string, file: string): Template {
  let template = cache.get(code)
  if (template === undefined) {
    template = parseTemplate(code, file)
    cache.set(code, template)
  }
  return template
}
