/** Slips in the names of macros and of what they take: told with what may be meant. */
import { expect, test } from 'vitest'
import { createCompiler, NO_DATABASE } from '../assay.ts'
import { type Files, load, oneLine, problems, withFiles } from '../testing/load-project.ts'
import { problem } from '../testing/run-project.ts'

async function compiling(code: string, files: Files = {}): Promise<string> {
  await using folder = await withFiles({ 'models/m.sql': code, ...files })
  const { project, manifest, invocation } = await load(folder)
  const node = manifest.nodes.get('model.shop.m' as never)
  if (node === undefined || node.kind !== 'model') throw new Error('the model is not there')
  const compiler = createCompiler(project, manifest, invocation)
  return problem(() => compiler.compile(node, { connection: NO_DATABASE, threadId: 'Thread-1' }))
}

test('a macro that a package does not have', async () => {
  expect(await compiling("select {{ dbt.dateaddd('day', 1, 'x') }}")).toBe(
    "jinja-undefined models/m.sql:1:15 'MacroNamespace object' has no attribute 'dateaddd' (did you mean 'dateadd'?)",
  )
  expect(await compiling('select {{ assay.as_of_joim() }}')).toContain("(did you mean 'as_of_join'?)")
})

test('a method that the adapter does not have', async () => {
  expect(await compiling("select {{ adapter.get_relatio('a', 'b', 'c').x }}")).toContain(
    "'PostgresAdapter object' has no attribute 'get_relatio' (did you mean 'get_relation'?)",
  )
})

test('an argument that a macro does not take stops parsing, as in dbt', async () => {
  const call = "{{ dbt.dateadd(datepartt='day', interval=1, from_date_or_timestamp='x') }}"
  expect(await problems({ 'models/m.sql': `select ${call}` })).toEqual([
    "jinja-type-error models/m.sql:1:15 macro 'dateadd' takes no keyword argument 'datepartt' (did you mean 'datepart'?)",
  ])
  expect(await problems({ 'models/m.sql': 'select {{ dbt.current_timestamp(1) }}' })).toEqual([
    "jinja-type-error models/m.sql:1:15 macro 'current_timestamp' takes not more than 0 argument(s) (it takes no arguments)",
  ])
})

test('an argument that a function of dbt does not take', async () => {
  const [problem] = await problems({
    'models/m.sql': "{{ run_started_at.strftime('%Y') }}{{ env_var('HOME', defaultt='x') }}",
  })
  expect(problem).toContain("env_var() got an unexpected keyword argument 'defaultt' (did you mean 'default'?)")
})

test('an argument that a generic test does not take', async () => {
  const yaml = (tests: string): Files => ({
    'models/m.sql': 'select 1 as id',
    'tests/generic/whole.sql': '{% test whole(model, least) %}select 1 where false{% endtest %}',
    'models/m.yml': `models:\n  - name: m\n    columns:\n      - name: id\n        data_tests:\n          - ${tests}\n`,
  })
  expect(await problems(yaml('accepted_values: {arguments: {valuess: [1]}}'))).toEqual([
    "invalid-test models/m.yml:6:52 the test 'accepted_values' takes no argument 'valuess' (did you mean 'values'?)",
  ])
  expect(await problems(yaml('relationships: {to: ref("m"), fild: id}'))).toEqual([
    "invalid-test models/m.yml:6:49 the test 'relationships' takes no argument 'fild' (did you mean 'field'?)",
  ])
  expect(await problems(yaml('whole'))).toEqual([
    "invalid-test models/m.yml:6:13 the test 'whole' is one of whole models, and stands below the column 'id' (move it to the data_tests of the model itself, or give its macro the parameter 'column_name')",
  ])
})

test('a generic test whose macro reads kwargs takes any argument', async () => {
  await using folder = await withFiles({
    'models/m.sql': 'select 1 as id',
    'macros/share.sql': '{% macro test_share(model) %}select 1 where 1 > {{ kwargs.at_least }}{% endmacro %}',
    'models/m.yml': 'models: [{name: m, columns: [{name: id, data_tests: [{share: {arguments: {at_least: 0.5}}}]}]}]',
  })
  expect((await load(folder)).manifest.diagnostics.map(oneLine)).toEqual([])
})

test('a generic test that is not there, of a package or of none', async () => {
  const yaml = (name: string): Files => ({
    'models/m.sql': 'select 1 as id',
    'models/m.yml': `models: [{name: m, columns: [{name: id, data_tests: [${name}]}]}]`,
  })
  expect(await problems(yaml('not_nul'))).toEqual([
    "unknown-test-macro models/m.yml:1:54 no generic test is called 'not_nul' (did you mean 'not_null'?)",
  ])
  expect(await problems(yaml('assay.finite_timess'))).toEqual([
    "unknown-test-macro models/m.yml:1:54 no generic test is called 'assay.finite_timess' (did you mean 'assay.finite_times'?)",
  ])
})

test('a file of the snapshots folder that makes no snapshot', async () => {
  await using folder = await withFiles({ 'snapshots/plain.sql': 'select 1 as id', 'snapshots/empty.sql': '\n' })
  expect((await load(folder)).manifest.diagnostics.map(oneLine)[0]).toBe(
    "no-snapshot-block snapshots/plain.sql:1:1 this file makes no snapshot: it has no {% snapshot … %} (write {% snapshot plain %} before its select and {% endsnapshot %} behind it, or move the select into a model and name that in YAML: snapshots: [{name: plain, relation: ref('…')}])",
  )
})
