/** Unit tests and their models: which there are, and which versions of them. */
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import type { Model } from '../resources/node.ts'
import type { Version } from '../resources/ref.ts'
import type { UnitTest } from '../resources/unit-test.ts'
import { duplicateName, invalidUnitTest, unknownTestedModel } from './errors.ts'
import type { UnitTestDraft } from './nodes/unit-test.ts'
import type { Report } from './report.ts'

export interface SettledUnitTests {
  readonly tests: ReadonlyMap<UniqueId, UnitTest>
  /** Switched off, or with a model that is. */
  readonly disabled: readonly UnitTest[]
}

/**
 * Unit tests with the models of their own package that they test; of a model with versions each gets one test. `broken`
 * are names of files that could not be read.
 */
export function settleUnitTests(
  drafts: readonly UnitTestDraft[],
  models: readonly Model[],
  disabledModels: readonly Model[],
  broken: ReadonlySet<string>,
  report: Report,
): SettledUnitTests {
  const tests = new Map<UniqueId, UnitTest>()
  const disabled: UnitTest[] = []
  for (const draft of drafts) {
    const [name = '', version = null] = draft.model.trim().split(/\s+/)
    const isMeant = (model: Model): boolean =>
      model.package === draft.package && model.name === name && (version === null || String(model.version) === version)
    const meant = models.filter(isMeant)
    const off = { ...draft, schema: null, version: null, dependsOn: { macros: [], nodes: [] } }
    if (meant.length === 0 && disabledModels.some(isMeant)) {
      disabled.push({ ...off, config: { ...draft.config, enabled: false } })
      continue
    }
    if (meant.length === 0) {
      const own = models.filter((model) => model.package === draft.package).map((model) => model.name)
      if (!broken.has(name)) report(unknownTestedModel(draft.name, draft.model, own, draft.at))
      continue
    }
    if (!draft.config.enabled) {
      disabled.push({ ...off, schema: meant[0]?.schema ?? null })
      continue
    }
    for (const test of testsOf(draft, meant, report)) {
      const other = tests.get(test.id)
      if (other === undefined) tests.set(test.id, test)
      else report(duplicateName('unit test', draft.name, `${other.at.file} line ${other.at.line}`, draft.at))
    }
  }
  return { tests, disabled }
}

/** One test for each version that is meant. */
function testsOf(draft: UnitTestDraft, models: readonly Model[], report: Report): readonly UnitTest[] {
  const { name, at, versions } = draft
  const [first] = models
  if (first === undefined || models.map((model) => checkIncremental(draft, model, report)).includes(false)) return []
  const { include, exclude } = { include: versions?.include ?? [], exclude: versions?.exclude ?? [] }
  if (models.every((model) => model.version === null)) {
    if (include.length === 0 && exclude.length === 0) return [testOf(draft, first)]
    report(
      invalidUnitTest(
        `unit test '${name}' chooses among versions, but the model '${first.name}' has none`,
        at,
        "take its 'versions:' away",
      ),
    )
    return []
  }
  const has = (list: readonly Version[], model: Model): boolean => list.some((v) => String(v) === String(model.version))
  const chosen = models.filter((model) =>
    exclude.length > 0 ? !has(exclude, model) : include.length === 0 ? versions === null : has(include, model),
  )
  if (chosen.length === 0)
    report(
      invalidUnitTest(
        `unit test '${name}' is for no version that the model '${first.name}' has`,
        at,
        `its versions are ${models.map((model) => model.version).join(', ')}`,
      ),
    )
  return chosen.map((model) => testOf(draft, model))
}

function testOf(draft: UnitTestDraft, model: Model): UnitTest {
  const { package: owner, name, version } = { ...draft, version: model.version }
  return {
    ...draft,
    id: version === null ? draft.id : uniqueId('unit_test', owner, draft.model, `${name}_v${version}`),
    version,
    schema: model.schema,
    dependsOn: { macros: [], nodes: [model.id] },
  }
}

/** A model that asks `is_incremental()` has two outcomes: a test must say which it means, and give rows to the second. */
function checkIncremental(draft: UnitTestDraft, model: Model, report: Report): boolean {
  if (!model.dependsOn.macros.some((id) => id === 'macro.dbt.is_incremental')) return true
  const override = draft.overrides?.macros.is_incremental
  if (typeof override !== 'boolean') {
    report(
      invalidUnitTest(
        `unit test '${draft.name}' must say whether the model '${model.name}' runs incrementally`,
        draft.at,
        "add 'overrides: {macros: {is_incremental: true}}', or false",
      ),
    )
    return false
  }
  if (!override || draft.given.some(({ target }) => target?.kind === 'this')) return true
  report(
    invalidUnitTest(
      `unit test '${draft.name}' lets the model '${model.name}' run incrementally, but gives no rows it has already`,
      draft.at,
      "add '- input: this' with rows, or 'rows: []', to 'given:'",
    ),
  )
  return false
}
