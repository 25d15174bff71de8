/**
 * A unit test → SQL. The flow: what its inputs stand in for → the columns of each → each as a select of its rows → the
 * model's template, rendered over these selects with the test's overrides.
 */
import { AssayError } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import { toTemplateValue } from '../../context/json-value.ts'
import { RelationValue } from '../../context/relation-value.ts'
import { StatementResults } from '../../context/statement-results.ts'
import { renderTemplate } from '../../jinja/rendering.ts'
import { parseTemplate } from '../../jinja/template.ts'
import { callValue } from '../../jinja/values/call.ts'
import { print } from '../../jinja/values/print.ts'
import { Dict, NO_KWARGS, type Value } from '../../jinja/values/value.ts'
import { featureViewOf } from '../../resources/declared.ts'
import type { Model } from '../../resources/node.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import type { Fixture, UnitTest, UnitTestInput } from '../../resources/unit-test.ts'
import type { Bench } from '../compiler.ts'
import { type Cte, injectCtes } from '../ctes.ts'
import { missingInput, unknownInputColumns } from '../errors.ts'
import { allFrom, joinMapped, type MappedText, mapped } from '../mapped-text.ts'
import { NodeScope } from '../node-scope.ts'
import { columnFinder, type SeedColumns } from './column-finder.ts'
import { ExpectedConfig } from './expected-config.ts'
import { columnsWithRows, type KnownColumns, knownColumns, type Standing } from './input-columns.ts'
import { cteName, describeAsNode, describeInput, modelScope, relationOf, scopeOf } from './scopes.ts'
import type { UnitTestHost } from './unit-test-host.ts'

/** A unit test with its model's SQL over fixtures. */
export interface CompiledUnitTest {
  readonly test: UnitTest
  readonly model: Model
  readonly code: MappedText
  readonly ctes: readonly Cte[]
}

/** Compiles a unit test. Errors carry the place in its YAML, or in the model's file. */
export async function compileUnitTest(
  host: UnitTestHost,
  test: UnitTest,
  bench: Bench,
  ofSeed: SeedColumns,
): Promise<CompiledUnitTest> {
  const model = host.modelOf(test)
  const memory = new Map<string, Promise<KnownColumns>>()
  const finder = columnFinder(host, bench, ofSeed)
  const ctes: Cte[] = []
  const fixtures = new Map<string, RelationValue>()
  for (const input of test.given) {
    const standing = host.standing(test, model, input)
    if (fixtures.has(standing.id)) continue
    const known = typeof input.rows === 'string' ? null : await knownColumns(standing, finder, memory)
    const code = await atFixture(input.at, () => fixtureCode(host, test, input, standing, known, bench))
    const name = cteName(standing)
    ctes.push({ id: standing.id, code: joinMapped([` __dbt__cte__${name} as (\n`, code, '\n)']) })
    fixtures.set(standing.id, RelationValue.cte(name))
  }
  const scope = modelScope(host, test, model, bench, (id) => fixtures.get(id))
  const { text, segments } = await renderTemplate(model.template, scope)
  for (const id of model.dependsOn.nodes) {
    const view = host.byId(id)
    if (view === undefined || featureViewOf(view) === null || fixtures.has(id)) continue
    if (text.includes(RelationValue.cte(cteName(view)).render()))
      throw missingInput(`ref('${view.name}')`, test.name, model.name, test.at)
  }
  const own = mapped(text, segments, model.template.file, model.template.source)
  return { test, model, code: injectCtes(own, ctes), ctes }
}

/** An input as a select: its own SQL, or what the macro `get_fixture_sql` makes of its rows. */
async function fixtureCode(
  host: UnitTestHost,
  test: UnitTest,
  input: UnitTestInput,
  standing: Standing,
  known: KnownColumns,
  bench: Bench,
): Promise<MappedText> {
  const columns = known === 'stored' ? null : columnsWithRows(known, input)
  const names = new Map((columns ?? []).map(({ name }) => [name.toLowerCase(), quoteIdentifier(name)]))
  const scope = scopeOf(host, bench, {
    packageName: standing.package,
    fqn: standing.fqn,
    owner: host.ownerOf(test),
    config: { materialized: 'ephemeral' },
    describe: () => describeInput(standing),
    self: relationOf(standing),
    database: standing.database,
    schema: standing.schema,
    ref: (ref) => host.refusedRef(ref, test),
    source: () => null,
    names: {
      defer_relation: () => host.deferred(standing),
      fixture_column_names: () => (columns === null ? null : Dict.of(Object.fromEntries(names))),
    },
  })
  if (typeof input.rows === 'string') {
    const template = parseTemplate(input.rows, input.at.file)
    const { text, segments } = await renderTemplate(template, scope)
    return allFrom(mapped(text, segments, template.file, template.source), input.at)
  }
  if (columns?.length === 0) throw unknownInputColumns(input.input, test.name, input.at)
  const types: Value =
    columns === null ? null : Dict.of(Object.fromEntries(columns.map(({ name, type }) => [name.toLowerCase(), type])))
  const macro = scope.macro('get_fixture_sql')
  if (macro === undefined) throw new Error('the macro get_fixture_sql comes with Assay')
  const text = print(await callValue(macro, [rowsValue(input), types], NO_KWARGS))
  return allFrom(mapped(text, [], input.at.file, input.at.source ?? ''), input.at)
}

/** What the materialization `unit` sees: the test as its node, with what it expects in its config. */
export function unitTestScope(host: UnitTestHost, { test, model, code }: CompiledUnitTest, bench: Bench): NodeScope {
  const { expect } = test
  const results = new StatementResults()
  const config = { ...test.config, materialized: 'unit' } as unknown as JsonObject
  const expectedSql = typeof expect.rows === 'string' ? expect.rows : null
  const owner = host.ownerOf(test)
  const scope = scopeOf(host, bench, {
    packageName: test.package,
    fqn: test.fqn,
    owner,
    config,
    describe: () => ({ ...describeAsNode(test, model), compiled: true, compiled_code: code.text }),
    self: RelationValue.create({ database: model.database, schema: model.schema, identifier: test.name }),
    database: model.database,
    schema: model.schema,
    ref: (ref) => host.refusedRef(ref, test),
    source: () => null,
    results,
    write: (payload) => host.write(test, payload),
    names: {
      sql: () => code.text,
      compiled_code: () => code.text,
      config: () => new ExpectedConfig(rowsValue(expect), { ...config, expected_sql: expectedSql }, owner),
    },
  })
  return new NodeScope(scope, results)
}

function rowsValue({ rows }: Fixture): Value {
  return typeof rows === 'string' ? [] : rows.map(toTemplateValue)
}

/** What a fixture's macros refuse is about its rows: that is where they are written. */
export async function atFixture<T>(at: Location, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof AssayError)) throw error
    const [first, ...more] = error.diagnostics
    throw new AssayError({ ...first, at, frames: [] }, ...more)
  }
}
