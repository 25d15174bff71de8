import { diagnosticsOf } from '../../base/diagnostic.ts'
import { baseNames } from '../../context/base-names.ts'
import type { Invocation } from '../../context/invocation.ts'
import { renderYaml } from '../../context/render-yaml.ts'
import { rendersPropertyKey } from '../../context/rendered-keys.ts'
import { type VarTable, varFunction } from '../../context/var.ts'
import { yamlScope } from '../../context/yaml-scope.ts'
import type { Environment } from '../../jinja/environment.ts'
import type { Package, Project, SourceFile } from '../../project/project.ts'
import { placeOf, readYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap } from '../../yaml/yaml-value.ts'
import { propertyListExpected, propertyNameMissing, unknownPropertyList } from '../errors.ts'
import type { Report } from '../report.ts'
import { PROPERTY_LISTS, type PropertyEntry, type PropertyList } from './property-entry.ts'

/** Keys beside the lists that mean something to dbt, or to YAML only. */
const ALLOWED: ReadonlySet<string> = new Set(['version', 'anchors', 'selectors', 'vars', 'tests'])

/** All entries of all property files, their Jinja rendered except where it waits for the graph. */
export async function readProperties(
  project: Project,
  invocation: Invocation,
  vars: VarTable,
  report: Report,
): Promise<readonly PropertyEntry[]> {
  const entries: PropertyEntry[] = []
  for (const package_ of project.packages) {
    const names = {
      ...baseNames(invocation, 'Thread-1'),
      var: () => varFunction(vars.forPackage(package_.name, package_.name)),
    }
    const scope = yamlScope(names, invocation.chance)
    for (const file of package_.files) {
      if (file.kind !== 'properties') continue
      entries.push(...(await readFile(file, package_, scope, report)))
    }
  }
  return entries
}

async function readFile(
  file: SourceFile,
  package_: Package,
  scope: Environment,
  report: Report,
): Promise<readonly PropertyEntry[]> {
  let document: YamlDocument
  try {
    document = readYaml(file.text, file.label)
  } catch (error) {
    for (const diagnostic of diagnosticsOf(error)) report(diagnostic)
    return []
  }
  for (const warning of document.warnings) report(warning)
  const { value } = document
  if (value === null) return []
  if (!isYamlMap(value)) {
    report(propertyListExpected('models', placeOf(document, [])))
    return []
  }
  const entries: PropertyEntry[] = []
  for (const key of Object.keys(value)) {
    const list = PROPERTY_LISTS.find((name) => name === key) ?? (key === 'tests' ? 'data_tests' : undefined)
    if (list !== undefined) entries.push(...(await readList(document, key, list, file, package_, scope, report)))
    else if (!ALLOWED.has(key)) report(unknownPropertyList(key, PROPERTY_LISTS, placeOf(document, [key], 'key')))
  }
  return entries
}

async function readList(
  document: YamlDocument,
  key: string,
  list: PropertyList,
  file: SourceFile,
  package_: Package,
  environment: Environment,
  report: Report,
): Promise<readonly PropertyEntry[]> {
  const items = own(document.value as YamlMap, key) ?? null
  if (items === null) return []
  if (!Array.isArray(items)) {
    report(propertyListExpected(key, placeOf(document, [key])))
    return []
  }
  const entries: PropertyEntry[] = []
  for (const [index, written] of items.entries()) {
    if (!isYamlMap(written) || (own(written, 'name') ?? own(written, 'model') ?? null) === null) {
      report(propertyNameMissing(key, placeOf(document, [key, index])))
      continue
    }
    const rendered = await renderYaml(document, [key, index], {
      environment,
      renders: (path) => rendersPropertyKey(list, path),
      report,
    })
    entries.push({
      list,
      package: package_.name,
      home: { package_, file },
      file: file.path,
      relativePath: file.relativePath,
      rendered: rendered as YamlMap,
      written,
      render: (path) =>
        renderYaml(document, [key, index, ...path], { environment, renders: (inside) => inside.length === 0, report }),
      locate: (path, part) => placeOf(document, [key, index, ...path], part),
    })
  }
  return entries
}
