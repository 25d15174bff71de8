/** The tests that models ask for in their config: `leakage: {test: true}`. */
import type { Location } from '../base/position.ts'
import { clocksOf, hasClocks, leakageTestOf } from '../resources/clocks.ts'
import type { Model } from '../resources/node.ts'
import type { YamlMap } from '../yaml/yaml-value.ts'
import { ownPlaceOfConfig, placeOfConfig } from './config/place-of-config.ts'
import type { DeclaredDrafts } from './declared/draft-declared.ts'
import { draftGenericTest, type Tested } from './nodes/generic-test.ts'
import type { Draft } from './nodes/node-parts.ts'
import type { TestDefinition } from './nodes/test-definition.ts'
import type { Parsing } from './parsing.ts'
import type { PropertyEntry } from './properties/property-entry.ts'
import { orReport } from './read-template.ts'

/**
 * As if `data_tests: [leakage]` stood at each of these models. What a project file says of a folder is not meant for those
 * in it that cannot be tried; of a model that says it itself the run tells why it cannot.
 */
export async function draftLeakageTests(
  nodes: readonly Draft[],
  declared: DeclaredDrafts,
  parsing: Parsing,
): Promise<readonly Draft[]> {
  const entries = new Map([...declared.views, ...declared.sets].map(({ node, entry }) => [node.id, entry]))
  const views = new Set(declared.views.map(({ node }) => node.id))
  const drafts: Draft[] = []
  for (const model of nodes) {
    if (model.kind !== 'model' || !model.config.enabled) continue
    const wanted = leakageTestOf(model.config)
    const entry = entries.get(model.id)
    const own = ownPlace(model, entry, parsing)
    if (wanted === null || (own === null && (views.has(model.id) || !canBeTried(model)))) continue
    const package_ = parsing.project.packages.find(({ name }) => name === model.package)
    if (package_ === undefined) continue
    const at = own ?? placeOfConfig(model, [], parsing)
    const { severity, store_failures, ...kwargs } = wanted
    const configs = { severity, store_failures }
    const test: TestDefinition = {
      name: 'leakage',
      namespace: null,
      kwargs: kwargs as YamlMap, // plain data is YAML, too
      config: Object.fromEntries(Object.entries(configs).filter(([, value]) => value !== undefined)) as YamlMap,
      configPaths: {},
      argumentPath: () => [],
      ownName: `leakage_${model.name}${model.version === null ? '' : `_v${model.version}`}`,
      description: '',
    }
    const tested: Tested = {
      ref: { name: model.name, version: model.version },
      source: null,
      name: model.name,
      id: model.id,
      group: model.group,
      package_,
      file:
        at.file === model.template.file ? model.originalPath : ((entry ?? entryOf(model, parsing))?.file ?? at.file),
      relativePath: model.path,
      fileKeyName: `models.${model.name}`,
    }
    const draft = await orReport(parsing, () => draftGenericTest(test, tested, [], null, () => at, new Map(), parsing))
    if (draft !== null) drafts.push(draft)
  }
  return drafts
}

function entryOf({ name, package: owner }: Draft<Model>, { properties, project }: Parsing): PropertyEntry | undefined {
  return properties.named('models', name, owner, project.settings.name)[0]
}

function ownPlace(model: Draft<Model>, entry: PropertyEntry | undefined, parsing: Parsing): Location | null {
  if (entry === undefined) return ownPlaceOfConfig(model, ['leakage', 'meta'], parsing)
  const config = entry.rendered.config
  const says = typeof config === 'object' && config !== null && Object.hasOwn(config, 'leakage')
  return says ? entry.locate(['config', 'leakage'], 'key') : null
}

/** The clocks of a declared training set are those of its spine. */
function canBeTried(model: Draft<Model>): boolean {
  const clocks = clocksOf(model)
  if (model.config.materialized === 'training_set') return true
  return hasClocks(clocks) && !clocks.isSpine && model.relation !== null
}
