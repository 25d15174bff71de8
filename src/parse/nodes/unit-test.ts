import { sha256 } from '../../base/digest.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { UnitTest, UnitTestInput, UnitTestOverrides } from '../../resources/unit-test.ts'
import { isYamlMap, own, toJson, type YamlMap } from '../../yaml/yaml-value.ts'
import { configPlace } from '../config/config-place.ts'
import { mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import { invalidUnitTest } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { unitTestSchema } from '../properties/schemas.ts'
import { readFixture, readTarget } from './fixture.ts'
import { unitTestText } from './unit-test-text.ts'

/** A unit test before its model is looked up. */
export type UnitTestDraft = Omit<UnitTest, 'dependsOn' | 'schema' | 'version'>

/** One entry of `unit_tests:`; null after reporting what is wrong. */
export async function readUnitTest(entry: PropertyEntry, parsing: Parsing): Promise<UnitTestDraft | null> {
  const { package_ } = entry.home
  const name = String(own(entry.rendered, 'name') ?? '')
  const what = `unit test '${name}'`
  const properties = checkEntry(unitTestSchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (properties === null) return null
  const { model, versions } = properties
  const fqn = [package_.name, ...entry.relativePath.split('/').slice(0, -1), model, name]
  const layers = {
    fqn,
    own: package_.settings,
    root: parsing.project.settings,
    properties: properties.config,
    calls: [],
  }
  const config = parsing.shelves.unitTest.resolve(
    mergedConfig('unit_tests', layers),
    configPlace({
      what: `the config of ${what}`,
      section: 'unit_tests',
      layers,
      entry,
      template: null,
      at: entry.locate(['name']),
    }),
    parsing.report,
  )
  if ((versions?.include?.length ?? 0) > 0 && (versions?.exclude?.length ?? 0) > 0) {
    parsing.report(
      invalidUnitTest(`${what} both includes and excludes versions`, entry.locate(['versions']), 'keep one of the two'),
    )
    return null
  }
  const given: (UnitTestInput | null)[] = []
  for (const [index, written] of properties.given.entries()) {
    const path = ['given', index]
    const target = await readTarget(written.input)
    const read = readFixture(written, target, `the input ${written.input} of ${what}`, path, entry, parsing)
    const inputAt = entry.locate([...path, 'input'])
    given.push(read === null ? null : { input: written.input, target, inputAt, ...read })
  }
  const expect = readFixture(properties.expect, null, `what ${what} expects`, ['expect'], entry, parsing)
  if (config === null || expect === null || !given.every((input) => input !== null)) return null
  const draft = {
    kind: 'unit_test' as const,
    id: uniqueId('unit_test', package_.name, model, name),
    name,
    package: package_.name,
    path: entry.relativePath,
    originalPath: entry.file,
    fqn,
    model,
    given,
    expect,
    description: properties.description,
    overrides: overridesOf(entry.rendered),
    versions: versions === null ? null : { include: versions.include, exclude: versions.exclude },
    config,
    tags: config.tags,
    meta: config.meta,
    unrenderedConfig: unrenderedConfig('unit_tests', layers, undefined, null),
    createdAt: parsing.createdAt,
    at: entry.locate([]),
  }
  return { ...draft, checksum: sha256(unitTestText(draft)) }
}

/** As written, so that numbers keep their kind. */
function overridesOf(rendered: YamlMap): UnitTestOverrides | null {
  const written = own(rendered, 'overrides')
  if (!isYamlMap(written)) return null
  const part = (key: string): YamlMap => {
    const value = own(written, key)
    return isYamlMap(value) ? value : {}
  }
  return { macros: part('macros'), vars: part('vars'), env_vars: part('env_vars') }
}
