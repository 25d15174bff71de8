import { describe, expect, test } from 'vitest'
import { load, problems, warnings, withFiles } from '../testing/load-project.ts'

const withFlags = (flags: string): Readonly<Record<string, string>> => ({
  'dbt_project.yml': `name: shop\nflags: {${flags}}\n`,
})

const parsed = async (files: Readonly<Record<string, string>>) => {
  await using folder = await withFiles(files)
  return (await load(folder)).manifest
}

describe('flags of the project file', () => {
  test('that nobody knows are told', async () => {
    expect(
      await warnings({ ...withFlags('require_sql_header_in_test_config: true'), 'models/a.sql': 'select 1' }),
    ).toEqual([
      "unknown-flag dbt_project.yml:2:9 there is no flag 'require_sql_header_in_test_config' that a project could set (did you mean 'require_sql_header_in_test_configs'?)",
    ])
  })

  test('are on or off', async () => {
    expect(await problems({ ...withFlags('validate_macro_args: 1'), 'models/a.sql': 'select 1' })).toEqual([
      "wrong-type dbt_project.yml:2:30 'flags.validate_macro_args' must be true or false, not the number 1",
    ])
  })
})

test('a schema that generate_schema_name does not give is told, or refused where the project wants that', async () => {
  const files = {
    'macros/names.sql': '{% macro generate_schema_name(custom, node) %}{{ return(custom) }}{% endmacro %}',
    'models/a.sql': 'select 1 as id',
    'models/b.sql': "{{ config(schema='given') }} select 1 as id",
  }
  const told =
    "no-schema models/a.sql:1:1 the macro generate_schema_name gives no schema for 'a' (let it answer target.schema where no schema is configured)"
  expect(await warnings(files)).toEqual([told])
  expect(await problems({ ...files, ...withFlags('require_valid_schema_from_generate_schema_name: true') })).toEqual([
    told,
  ])
})

describe('names', () => {
  const spaced = { 'models/a b.sql': 'select 1 as id' }

  test('with spaces are refused, or told where the project wants that', async () => {
    expect(await problems(spaced)).toEqual([
      "name-with-space models/a b.sql:1:1 the name of the model 'a b' has a space in it (rename it)",
    ])
    expect(await warnings({ ...spaced, ...withFlags('require_resource_names_without_spaces: false') })).toEqual([
      "name-with-space models/a b.sql:1:1 the name of the model 'a b' has a space in it (rename it)",
    ])
  })

  test('of sources with spaces are told once, or refused where the project wants that', async () => {
    const files = { 'models/s.yml': 'sources: [{name: raw data, tables: [{name: a}, {name: b}]}]' }
    const told = ["name-with-space models/s.yml:1:1 the name of the source 'raw data' has a space in it (rename it)"]
    expect(await warnings(files)).toEqual(told)
    const strict = withFlags('require_source_and_semantic_model_names_without_spaces: true')
    expect(await problems({ ...files, ...strict })).toEqual(told)
  })

  test('that a model and a seed share are told, or refused where the project wants that', async () => {
    const files = { 'models/a.sql': "{{ config(alias='b') }}select 1 as id", 'seeds/a.csv': 'id\n1\n' }
    const told = [
      "same-name seeds/a.csv:1:1 model.shop.a and seed.shop.a have the same name: ref('a') could mean either (rename one of them)",
    ]
    expect(await warnings(files)).toEqual(told)
    expect(await problems({ ...files, ...withFlags('require_unique_project_resource_names: true') })).toEqual(told)
  })
})

test('a ref in a package means the root project first, or the package with require_ref_searches_node_package_before_root', async () => {
  const files = {
    'dbt_packages/other/dbt_project.yml': 'name: other\n',
    'dbt_packages/other/models/orders.sql': "{{ config(alias='theirs') }}select 1 as id",
    'dbt_packages/other/models/below.sql': "select * from {{ ref('orders') }}",
    'models/orders.sql': 'select 1 as id',
    'packages.yml': 'packages: [{local: dbt_packages/other}]',
  }
  const reads = async (more: Readonly<Record<string, string>>) =>
    [...(await parsed({ ...files, ...more })).nodes.values()].find(({ name }) => name === 'below')?.dependsOn.nodes
  expect(await reads({})).toEqual(['model.shop.orders'])
  expect(await reads(withFlags('require_ref_searches_node_package_before_root: true'))).toEqual(['model.other.orders'])
})

test('arguments of a test that is called arguments is one of them, without require_generic_test_arguments_property', async () => {
  const files = {
    'models/a.sql': 'select 1 as id',
    'models/a.yml': 'models: [{name: a, data_tests: [{counted: {arguments: {n: 1}}}]}]',
    'tests/generic/counted.sql': '{% test counted(model, n=0, arguments={}) %}select 1{% endtest %}',
  }
  const kwargs = async (more: Readonly<Record<string, string>>) =>
    [...(await parsed({ ...files, ...more })).nodes.values()].flatMap((node) =>
      node.kind === 'test' && node.generic !== null
        ? [Object.keys(node.generic.kwargs).filter((k) => k !== 'model')]
        : [],
    )
  expect(await kwargs({})).toEqual([['n']])
  expect(await kwargs(withFlags('require_generic_test_arguments_property: false'))).toEqual([['arguments']])
})

test('an analysis is configured as a model, or by itself with require_corrected_analysis_fqns', async () => {
  const files = (flags: string) => ({
    'dbt_project.yml': `name: shop\nmodels: {+tags: [of_models]}\nanalyses: {+tags: [of_analyses]}\nflags: {${flags}}\n`,
    'analyses/deep/look.sql': 'select 1 as id',
  })
  const found = async (flags: string) => {
    const [node] = (await parsed(files(flags))).nodes.values()
    return [node?.fqn, node?.path, node?.tags]
  }
  expect(await found('')).toEqual([['shop', 'analysis', 'deep', 'look'], 'analysis/deep/look.sql', ['of_models']])
  expect(await found('require_corrected_analysis_fqns: true')).toEqual([
    ['shop', 'deep', 'look'],
    'deep/look.sql',
    ['of_analyses'],
  ])
})

describe('arguments of a macro', () => {
  const files = (described: string, flags = '') => ({
    ...withFlags(flags),
    'models/a.sql': 'select 1 as id',
    'macros/m.sql': '{% macro m(first, second=1) %}{% endmacro %}',
    'macros/m.yml': `macros: [{name: m, arguments: [${described}]}]`,
  })

  test.each([
    ['{name: first, type: str}, {name: second, type: "optional[list[int]]"}', []],
    [
      '{name: second}, {name: first}',
      ["'second' stands where the macro has 'first'", "'first' stands where the macro has 'second'"],
    ],
    ['{name: first}', ['they are 1, the macro has 2']],
    [
      '{name: first, type: "dict[str]"}, {name: second, type: number}',
      ["'dict[str]' of 'first' is no type that dbt knows", "'number' of 'second' is no type that dbt knows"],
    ],
  ])('described as %s', async (described, expected) => {
    const told = (await warnings(files(described))).map((line) => line.replace(/^.*not its own: /, ''))
    expect(told).toEqual(expected)
  })

  test('are not looked at where validate_macro_args is false, and only there are those of nobody unknown', async () => {
    expect(await warnings(files('{name: x}', 'validate_macro_args: false'))).toEqual([])
    const names = async (flags: string) => {
      const { macros } = await parsed({ ...files('', flags) })
      return [...macros.values()].find(({ name }) => name === 'm')?.arguments.map(({ name }) => name)
    }
    expect(await names('')).toEqual(['first', 'second'])
    expect(await names('validate_macro_args: false')).toEqual([])
  })
})
