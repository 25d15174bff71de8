/** The generic tests of what property files describe. */

import type { Location } from '../base/position.ts'
import { behaves } from '../resources/behavior.ts'
import type { Version } from '../resources/ref.ts'
import { quoteIdentifier } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'
import { isYamlMap, own, type YamlMap, type YamlPath, type YamlValue } from '../yaml/yaml-value.ts'
import { describedColumns, testedColumns } from './declared/feature-view.ts'
import { invalidTest } from './errors.ts'
import { draftGenericTest, type TemplateCache, type Tested } from './nodes/generic-test.ts'
import type { Draft } from './nodes/node-parts.ts'
import { readTestDefinition, renderedConfig } from './nodes/test-definition.ts'
import type { Parsing } from './parsing.ts'
import type { PropertyEntry, PropertyList } from './properties/property-entry.ts'
import { orReport } from './read-template.ts'
import type { ProjectDirectory } from './resolve.ts'
import { type ColumnOfVersion, type ModelVersion, versionsOf } from './versions.ts'

const TESTED: readonly PropertyList[] = ['models', 'seeds', 'snapshots']

/** The generic tests of models, seeds, snapshots and sources. */
export async function draftTests(
  nodes: readonly Draft[],
  sources: readonly (readonly [Source, PropertyEntry, number])[],
  directory: ProjectDirectory,
  parsing: Parsing,
): Promise<readonly Draft[]> {
  const drafts: Draft[] = []
  const cache: TemplateCache = new Map()
  const testNode = async (
    list: PropertyList,
    entry: PropertyEntry,
    version: ModelVersion | null,
    described: Described,
  ): Promise<void> => {
    const name = String(entry.rendered.name)
    const ref = { name, version: version?.version ?? null }
    const found = attachedTo(ref, entry.package, nodes, directory)
    const tested: Tested = {
      ref,
      source: null,
      name,
      id: found?.id ?? null,
      group: found?.group ?? null,
      package_: entry.home.package_,
      file: entry.file,
      relativePath: entry.relativePath,
      fileKeyName: `${list}.${name}`,
    }
    await draftTestsOf(described, entry, tested, [], cache, drafts, parsing)
  }
  for (const list of TESTED) {
    for (const entry of parsing.properties.of(list)) {
      const versions = list === 'models' ? versionsOf(entry) : []
      for (const version of versions)
        await testNode(list, entry, version, { columns: version.columns, tests: version.tests, all: entry.rendered })
      if (versions.length === 0) await testNode(list, entry, null, describedBy(entry.rendered, []))
    }
  }
  const declared = [
    ['feature_views', testedColumns],
    ['training_sets', describedColumns],
  ] as const
  for (const [list, columnsOf] of declared)
    for (const entry of parsing.properties.of(list)) {
      const { rendered } = entry
      const tests = { holder: rendered, path: [] }
      await testNode(list, entry, null, { columns: columnsOf(entry), tests, all: rendered })
    }
  for (const [source, entry, index] of sources) {
    const tables = entry.rendered.tables
    const table = Array.isArray(tables) ? tables[index] : undefined
    if (!isYamlMap(table)) continue
    const tested: Tested = {
      ref: null,
      source: { source: source.sourceName, table: source.name },
      name: `${source.sourceName}_${source.name}`,
      id: null,
      group: null,
      package_: entry.home.package_,
      file: entry.file,
      relativePath: entry.relativePath,
      fileKeyName: `sources.${source.sourceName}`,
    }
    const tags = [...textsOf(own(entry.rendered, 'tags')), ...textsOf(own(table, 'tags'))]
    await draftTestsOf(describedBy(table, ['tables', index]), entry, tested, tags, cache, drafts, parsing)
  }
  return drafts
}

/** The resource a test is written at: of the same package, else one that is switched off. */
function attachedTo(
  ref: { readonly name: string; readonly version: Version | null },
  packageName: string,
  nodes: readonly Draft[],
  directory: ProjectDirectory,
): Pick<Draft, 'id' | 'group'> | undefined {
  const found = directory.node({ ...ref, package: packageName }, packageName)
  if (found !== undefined && found !== 'disabled') return found
  return nodes.find(
    (node) =>
      node.name === ref.name &&
      !node.config.enabled &&
      (ref.version === null || (node.kind === 'model' && node.version === ref.version)),
  )
}

/** What of an entry has tests. */
interface Described {
  readonly columns: readonly ColumnOfVersion[]
  readonly tests: { readonly holder: YamlMap; readonly path: YamlPath }
  /** Where `quote_columns` is said. */
  readonly all: YamlMap
}

function describedBy(part: YamlMap, path: YamlPath): Described {
  const columns = own(part, 'columns')
  return {
    columns: (Array.isArray(columns) ? columns : []).flatMap((column, index) =>
      isYamlMap(column) ? [{ column, path: [...path, 'columns', index] }] : [],
    ),
    tests: { holder: part, path },
    all: part,
  }
}

/** The tests of one described thing: those of its columns, then its own. */
async function draftTestsOf(
  described: Described,
  entry: PropertyEntry,
  tested: Tested,
  tags: readonly string[],
  cache: TemplateCache,
  drafts: Draft[],
  parsing: Parsing,
): Promise<void> {
  const flags = parsing.invocation.projectFlags ?? {}
  const nestsArguments = behaves(flags, 'require_generic_test_arguments_property')
  const one = async (
    definition: YamlValue,
    at: YamlPath,
    column: string | null,
    more: readonly string[],
  ): Promise<void> => {
    const locate = (inner: YamlPath): Location => entry.locate([...at, ...inner])
    const test = readTestDefinition(definition, column, locate, parsing.report, nestsArguments)
    if (test === null) return
    const config = await renderedConfig(test, (inner) => entry.render([...at, ...inner]))
    const draft = await orReport(parsing, () =>
      draftGenericTest({ ...test, config }, tested, [...tags, ...more], column, locate, cache, parsing),
    )
    if (draft !== null) drafts.push(draft)
  }
  for (const { column, path } of described.columns) {
    const quote = own(column, 'quote') ?? own(described.all, 'quote_columns')
    const name = String(own(column, 'name'))
    const [key, tests] = testsOf(column, path, entry, parsing)
    for (const [n, test] of tests.entries())
      await one(test, [...path, key, n], quote === true ? quoteIdentifier(name) : name, tagsOf(column))
  }
  const { holder, path } = described.tests
  const [key, tests] = testsOf(holder, path, entry, parsing)
  for (const [n, test] of tests.entries()) await one(test, [...path, key, n], null, [])
}

/** `data_tests:`, or `tests:` as it was called before. */
function testsOf(
  described: YamlMap,
  path: YamlPath,
  entry: PropertyEntry,
  parsing: Parsing,
): readonly [key: string, tests: readonly YamlValue[]] {
  const newer = own(described, 'data_tests') ?? null
  const older = own(described, 'tests') ?? null
  const key = newer !== null ? 'data_tests' : 'tests'
  if (newer !== null && older !== null && !(Array.isArray(older) && older.length === 0)) {
    parsing.report(
      invalidTest(
        "'tests' and 'data_tests' are both given; they mean the same",
        entry.locate([...path, 'tests'], 'key'),
        "keep 'data_tests'",
      ),
    )
  }
  const tests = newer ?? older ?? []
  if (Array.isArray(tests)) return [key, tests]
  parsing.report(invalidTest(`'${key}' must be a list`, entry.locate([...path, key]), "begin each test with '- '"))
  return [key, []]
}

function tagsOf(described: YamlMap): readonly string[] {
  const config = own(described, 'config')
  return [own(described, 'tags'), isYamlMap(config) ? own(config, 'tags') : null].flatMap(textsOf)
}

function textsOf(tags: YamlValue | undefined): readonly string[] {
  if (typeof tags === 'string') return [tags]
  return Array.isArray(tags) ? tags.map(String) : []
}
