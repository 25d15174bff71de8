import { expect, test } from 'vitest'
import { compileNode, createCompiler } from '../assay.ts'
import { load, withFiles } from '../testing/load-project.ts'

test('builtins.ref is called like ref, and knows the project, its vars and its packages', async () => {
  const model = `{% set config = builtins.ref.config %}
{{ config.project_name }} {{ config.version }} {{ config.vars.to_dict() }} {{ config.cli_vars }}
{{ config.dependencies['watch'].version }} {{ config.target_name }} {{ config.args is mapping }}
{{ config.credentials is defined }} {{ builtins.source.config.project_name }} {{ builtins.ref('good').identifier }}`
  await using folder = await withFiles({
    'project.yml': "name: shop\nversion: '1.2'\nvars: {country: nl}\n",
    'dbt_packages/watch/dbt_project.yml': "name: watch\nversion: '0.3.1'\n",
    'models/good.sql': 'select 1 as id',
    'models/asks.sql': model,
  })
  const { project, manifest, invocation } = await load(folder, { vars: { country: 'be' } })
  const asks = [...manifest.nodes.values()].find(({ name }) => name === 'asks')
  if (asks === undefined || asks.kind === 'seed') throw new Error('there is no model asks')
  const { code } = await compileNode(createCompiler(project, manifest, invocation), asks)
  expect(code.text.trim().split('\n')).toEqual([
    "shop 1.2 {'country': 'nl'} {'country': 'be'}",
    `0.3.1 ${project.target.name} True`,
    'False shop good',
  ])
})

/** What a model's template says, line by line. */
async function said(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  await using folder = await withFiles({
    'models/good.sql': 'select 1 as id',
    'models/asks.sql': lines.join('\n'),
    ...files,
  })
  const { project, manifest, invocation } = await load(folder)
  const asks = [...manifest.nodes.values()].find(({ name }) => name === 'asks')
  if (asks === undefined || asks.kind === 'seed') throw new Error('there is no model asks')
  const { code } = await compileNode(createCompiler(project, manifest, invocation), asks)
  return code.text.split('\n')
}

test('builtins has every name of dbt, as it is before a macro stands in for it', async () => {
  const macros =
    '{% macro project_name() %}mine{% endmacro %}{% macro ref(name) %}{{ return(builtins.ref(name).include(database=false)) }}{% endmacro %}'
  expect(
    await said(
      [
        '{{ project_name() }} {{ builtins.project_name }} {{ builtins["modules"].re.sub("a", "b", "a") }}',
        "{{ ref('good') }}",
        "{{ 'adapter' in builtins }} {{ 'nothing' in builtins }} {{ builtins.get('nothing', 'else') }} {{ builtins.nothing is defined }}",
        "{{ builtins.keys() | select('in', ['ref', 'var', 'log', 'builtins']) | sort }}",
      ],
      { 'macros/m.sql': macros },
    ),
  ).toEqual(['mine shop b', '"analytics"."good"', 'True False else False', "['log', 'ref', 'var']"])
})

test('model says nothing of what was never said', async () => {
  const yaml = 'models:\n  - name: asks\n    config: {meta: {none: null}}\n    columns: [{name: id}]\n'
  expect(
    await said(
      [
        "{{ model.refs }} {{ model.group is defined }} {{ 'alias' in model.config }} {{ model.config.meta }}",
        "-- {{ ref('good').identifier }}",
        '{{ model.columns.id.data_type is defined }} {{ model.columns.id.name }}',
      ],
      { 'models/asks.yml': yaml },
    ),
  ).toEqual(["[{'name': 'good'}] False False {'none': None}", '-- good', 'False id'])
})
