/** What docs/differences.md says we do otherwise than dbt. */
import { describe, expect, test } from 'vitest'
import { type Files, load, withFiles } from '../testing/load-project.ts'

async function manifestOf(files: Files) {
  await using folder = await withFiles(files)
  return (await load(folder)).manifest
}

const parts = {
  'dbt_project.yml': 'name: shop\n',
  'dbt_packages/parts/dbt_project.yml': 'name: parts\nvars: {kind: own}\n',
}

describe('unlike in dbt,', () => {
  test('tags and loaded_at_field of sources in the project file count', async () => {
    const { sources } = await manifestOf({
      'project.yml': 'name: shop\nsources: {+tags: all, +loaded_at_field: at, shop: {raw: {+tags: [raw, loaded]}}}\n',
      'models/s.yml': 'sources: [{name: raw, tags: [loaded], tables: [{name: items, config: {tags: table}}]}]',
    })
    expect([...sources.values()].map(({ tags, loadedAtField }) => [tags, loadedAtField])).toEqual([
      [['all', 'raw', 'loaded', 'table'], 'at'],
    ])
  })

  test('a test that is called with its package is read as that one, whatever else has its name', async () => {
    const { nodes } = await manifestOf({
      ...parts,
      'dbt_packages/parts/tests/generic/g.sql':
        "{% test adds_up(model) %}{{ config(fail_calc='sum(n)') }}select 1 as n{% endtest %}",
      'tests/generic/g.sql': '{% test adds_up(model) %}select 1 as n{% endtest %}',
      'models/orders.sql': 'select 1 as id',
      'models/m.yml': 'models: [{name: orders, data_tests: [parts.adds_up]}]',
    })
    const [found] = [...nodes.values()].filter(({ kind }) => kind === 'test')
    expect(found?.config).toMatchObject({ fail_calc: 'sum(n)' })
    expect(found?.dependsOn.macros).toContain('macro.parts.test_adds_up')
  })

  test('a text is one tag of an exposure', async () => {
    const { exposures } = await manifestOf({
      'models/e.yml': 'exposures: [{name: board, type: ml, owner: {name: us}, config: {tags: nightly}}]',
    })
    expect([...exposures.values()].map(({ tags }) => tags)).toEqual([['nightly']])
  })

  test("a description of a package knows the package's vars", async () => {
    const { nodes } = await manifestOf({
      ...parts,
      'dbt_packages/parts/models/p.sql': 'select 1 as id',
      'dbt_packages/parts/models/p.yml': `models: [{name: p, description: "of {{ var('kind') }}"}]`,
    })
    expect([...nodes.values()].map(({ description }) => description)).toEqual(['of own'])
  })

  test('a dispatch that finds nothing is no fault until it is called', async () => {
    const { macros } = await manifestOf({
      'macros/m.sql': "{% macro m() %}{{ adapter.dispatch('m', 'shop')() }}{% endmacro %}",
      'models/orders.sql': 'select 1 as id',
    })
    expect([...macros.values()].find(({ package: owner }) => owner === 'shop')?.dependsOn.macros).toEqual([])
  })

  test('a quote after a backslash is a quote in every config', async () => {
    const { nodes } = await manifestOf({ 'models/orders.sql': "{{ config(alias='o\\'clock') }} select 1 as id" })
    expect([...nodes.values()].map(({ alias }) => alias)).toEqual(["o'clock"])
  })

  test('a deprecation date without a time zone is midnight in UTC', async () => {
    const { nodes } = await manifestOf({
      'models/orders.sql': 'select 1 as id',
      'models/m.yml': 'models: [{name: orders, deprecation_date: 2040-01-31}]',
    })
    expect([...nodes.values()]).toMatchObject([{ deprecationDate: '2040-01-31T00:00:00+00:00' }])
  })
})

test('what is no date is refused as a deprecation date', async () => {
  await expect(
    manifestOf({
      'models/orders.sql': 'select 1 as id',
      'models/m.yml': 'models: [{name: orders, deprecation_date: soon}]',
    }),
  ).rejects.toThrow(
    "model 'orders': 'deprecation_date' must be a date or a time, such as 2030-01-31, not the text 'soon'",
  )
})
