/** Which macro a name stands for where a package, the root project and dbt have one each. Answers of dbt-core 1.12.6. */
import { expect, test } from 'vitest'
import { createCompiler, NO_DATABASE } from '../assay.ts'
import { load, withFiles } from '../testing/load-project.ts'

const ALL =
  '{{ type_string() }}|{{ dbt.type_string() }}|{{ type_int() }}|{{ dbt.type_int() }}|{{ type_float() }}|{{ get_where_subquery is defined }}|{{ type_boolean() }}|{{ type_numeric() }}|{{ type_bigint() }}'
const CALLS = `${ALL} {{ pkg.call_all() }} {{ rooty.root_all() }} {{ pkg.disp() }} {{ pkg.disp2() }} {{ pkg.type_string() }}`

async function compiled(): Promise<readonly string[]> {
  await using folder = await withFiles({
    'dbt_project.yml': 'name: rooty\n',
    'macros/m.sql': `{% macro default__type_numeric() %}ROOT_numeric{% endmacro %}
{% macro type_boolean() %}ROOT_bool{% endmacro %}
{% macro default__disp2() %}ROOT_disp2{% endmacro %}
{% macro root_all() %}${ALL}{% endmacro %}`,
    'models/m1.sql': CALLS,
    'dbt_packages/pkg/dbt_project.yml': 'name: pkg\n',
    'dbt_packages/pkg/macros/m.sql': `{% macro type_string() %}PKG_bare{% endmacro %}
{% macro default__type_int() %}PKG_default{% endmacro %}
{% macro postgres__type_float() %}PKG_pg{% endmacro %}
{% macro get_where_subquery(relation) %}PKG_where{% endmacro %}
{% macro type_boolean() %}PKG_bool{% endmacro %}
{% macro default__type_numeric() %}PKG_numeric{% endmacro %}
{% macro call_all() %}${ALL}{% endmacro %}
{% macro disp() %}{{ return(adapter.dispatch('disp', 'pkg')()) }}{% endmacro %}
{% macro default__disp() %}PKG_disp{% endmacro %}
{% macro disp2() %}{{ return(adapter.dispatch('disp2')()) }}{% endmacro %}
{% macro default__disp2() %}PKG_disp2{% endmacro %}`,
    'dbt_packages/pkg/models/m2.sql': CALLS,
  })
  const { project, manifest, invocation } = await load(folder)
  const compiler = createCompiler(project, manifest, invocation)
  const texts: string[] = []
  for (const node of manifest.nodes.values()) {
    if (node.kind !== 'model') continue
    texts.push((await compiler.compile(node, { connection: NO_DATABASE, threadId: 'Thread-1' })).code.text)
  }
  return texts
}

test("a node's own package comes first, then the root project, then dbt; what dbt dispatches ignores packages", async () => {
  const root = 'TEXT|TEXT|integer|integer|float|True|ROOT_bool|ROOT_numeric|bigint'
  const own = 'PKG_bare|TEXT|integer|integer|float|True|PKG_bool|ROOT_numeric|bigint'
  expect(await compiled()).toEqual([
    `${root} ${root} ${root} PKG_disp ROOT_disp2 PKG_bare`,
    `${own} ${own} ${own} PKG_disp PKG_disp2 PKG_bare`,
  ])
})
