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
