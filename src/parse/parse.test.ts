import { describe, expect, test } from 'vitest'
import { load, problems, warnings, withFiles } from '../testing/load-project.ts'

const orders = { 'models/orders.sql': 'select 1 as id' }

describe('what a project says wrongly is told with its place and a remedy', () => {
  test('a ref to nothing', async () => {
    expect(await problems({ ...orders, 'models/late.sql': "select *\nfrom {{ ref('oders') }}" })).toEqual([
      "unknown-ref models/late.sql:2:9 ref('oders') finds no model, seed or snapshot (did you mean 'orders'?)",
    ])
  })

  test('a ref to nothing below blank lines, which are no part of the code', async () => {
    expect(await problems({ ...orders, 'models/late.sql': "\n\n  select *\n\tfrom {{ ref('oders') }}\n\n" })).toEqual([
      "unknown-ref models/late.sql:4:10 ref('oders') finds no model, seed or snapshot (did you mean 'orders'?)",
    ])
  })

  test('a version of a model that has no file', async () => {
    const files = {
      'models/orders_v1.sql': 'select 1 as id',
      'models/m.yml': 'models:\n  - name: orders\n    versions: [{v: 1}, {v: 2}]\n',
      'models/late.sql': "select * from {{ ref('orders', v=1) }}",
    }
    expect(await warnings(files)).toEqual([
      "properties-without-node models/m.yml:3:5 there is no model 'orders_v2' these properties could describe (did you mean 'orders_v1'?)",
    ])
  })

  test('a package’s resource that the project describes, too', async () => {
    const files = {
      'packages.yml': 'packages: [{local: dbt_packages/other}]',
      'dbt_packages/other/dbt_project.yml': 'name: other\n',
      'dbt_packages/other/models/theirs.sql': 'select 1 as id',
      'dbt_packages/other/models/both.sql': 'select 1 as id',
      'dbt_packages/other/models/off.sql': '{{ config(enabled=false) }}select 1 as id',
      'dbt_packages/other/models/m.yml': 'models: [{name: theirs}, {name: both}, {name: off}]',
      'models/both.sql': '{{ config(alias="mine") }}select 1 as id',
      'models/m.yml': 'models: [{name: theirs}, {name: both}]',
    }
    expect(await problems(files)).toEqual([
      "duplicate-properties models/m.yml:1:17 model 'theirs' is described twice, also in dbt_packages/other/models/m.yml line 1 (merge the two entries)",
    ])
  })

  test('a ref to something disabled', async () => {
    const files = {
      'models/off.sql': '{{ config(enabled=false) }} select 1',
      'models/late.sql': "select * from {{ ref('off') }}",
    }
    expect(await problems(files)).toEqual([
      "disabled-ref models/late.sql:1:18 ref('off') finds a resource that is disabled (enable it (config 'enabled'), or do not depend on it)",
    ])
  })

  test('a source nobody declares', async () => {
    const files = {
      'models/late.sql': "select * from {{ source('raw', 'order') }}",
      'sources.yml': 'sources: [{name: raw, tables: [{name: orders}]}]',
    }
    expect(await problems(files)).toEqual([
      "unknown-source models/late.sql:1:18 source('raw', 'order') is not declared (did you mean source('raw', 'orders')?)",
    ])
  })

  test('a ref inside the arguments of a macro, and one under a condition', async () => {
    const files = {
      ...orders,
      'macros/m.sql': '{% macro joined(a, on) %}{{ a }}{% endmacro %}',
      'models/late.sql':
        "select *\nfrom {{ joined(\n  ref('oders'),\n  on='id') }}{% if target.name %}, {{ source('a', 'b') }}{% endif %}",
    }
    expect(await problems(files)).toEqual([
      "unknown-ref models/late.sql:3:3 ref('oders') finds no model, seed or snapshot (did you mean 'orders'?)",
      "unknown-source models/late.sql:4:39 source('a', 'b') is not declared (declare it in a property file, for example sources.yml)",
    ])
  })

  test('doc() of nothing, in the description of a column, of an argument and of a source', async () => {
    const files = {
      ...orders,
      'macros/m.sql': '{% macro m(a) %}{% endmacro %}',
      'models/d.md': '{% docs order_id %}x{% enddocs %}',
      'models/m.yml':
        "models:\n  - name: orders\n    description: |\n      All of them.\n      {{ doc('gone') }}\n    columns:\n      - {name: id, description: \"{{ doc('order_idd') }}\"}\nmacros:\n  - name: m\n    arguments: [{name: a, description: '{{ doc(''goner'') }}'}]\nsources:\n  - {name: raw, tables: [{name: t, description: '{{ doc(''gone'') }}'}]}\n",
    }
    expect(await problems(files)).toEqual([
      "unknown-doc models/m.yml:5:10 doc('gone') finds no docs block",
      "unknown-doc models/m.yml:7:37 doc('order_idd') finds no docs block (did you mean 'order_id'?)",
      "unknown-doc models/m.yml:12:53 doc('gone') finds no docs block",
      "unknown-doc models/m.yml:10:44 doc('goner') finds no docs block",
    ])
  })

  test('a NUL character', async () => {
    expect(await problems({ ...orders, 'models/nul.sql': 'select 1\nas \0id' })).toEqual([
      'nul-character models/nul.sql:2:4 models/nul.sql has a NUL character (byte 0x00), which PostgreSQL does not take (remove it; a file full of them is UTF-16 without its mark, or no text)',
    ])
  })

  test('a docs block that is there twice', async () => {
    const files = {
      ...orders,
      'models/a.md': '{% docs id %}x{% enddocs %}',
      'models/b.md': 'text\n{% docs id %}y{% enddocs %}',
    }
    expect(await problems(files)).toEqual([
      "duplicate-doc models/b.md:2:14 there are two docs blocks called 'id': also in models/a.md (rename one of them)",
    ])
  })

  test('every broken dependency of an exposure', async () => {
    const files = {
      ...orders,
      'models/e.yml':
        "exposures:\n  - name: board\n    type: dashboard\n    owner: {name: us}\n    depends_on:\n      - ref('oders')\n      - reff('orders')\n      - \"source('raw', 't') + \"\n      - ref('orders')\n      - source('raw', 't')\n",
    }
    expect(await problems(files)).toEqual([
      "jinja-undefined models/e.yml:7:9 'reff' is undefined (did you mean 'ref'?)",
      "jinja-syntax models/e.yml:8:31 unexpected '}}'",
      "unknown-ref models/e.yml:6:9 ref('oders') finds no model, seed or snapshot (did you mean 'orders'?)",
      "unknown-source models/e.yml:10:9 source('raw', 't') is not declared (declare it in a property file, for example sources.yml)",
    ])
  })

  test('a filter that does not exist', async () => {
    expect(await problems({ 'models/late.sql': "select '{{ this | uper }}'" })).toEqual([
      "unknown-filter models/late.sql:1:19 no filter named 'uper' (did you mean 'upper'?)",
    ])
  })

  test('two models of one name', async () => {
    const files = { ...orders, 'models/more/orders.sql': 'select 2 as id' }
    expect(await problems(files)).toEqual([
      "duplicate-name models/orders.sql:1:1 there are two models called 'orders': also in models/more/orders.sql (rename one of them; ref('orders') could mean either)",
    ])
  })

  test('two models that would be one table', async () => {
    const files = { ...orders, 'models/other.sql': "{{ config(alias='orders') }} select 2 as id" }
    expect(await problems(files)).toEqual([
      `duplicate-relation models/other.sql:1:1 model.shop.orders and model.shop.other would both be built as "postgres"."analytics"."orders" (give one of them another 'alias' or 'schema')`,
    ])
  })

  test('a cycle is told beside what else is wrong', async () => {
    expect(
      await problems({
        'models/a.sql': "select * from {{ ref('b') }}",
        'models/b.sql': "select * from {{ ref('a') }}",
        'models/c.sql': "select * from {{ ref('nowhere') }}",
      }),
    ).toEqual([
      "unknown-ref models/c.sql:1:18 ref('nowhere') finds no model, seed or snapshot",
      'cycle models/a.sql:1:18 cycle: a -> b -> a (models/a.sql -> models/b.sql -> models/a.sql) (each is read by the next: take one of these refs out, or move what both need into a model of its own)',
    ])
  })

  test('a wrong type in properties', async () => {
    const files = {
      ...orders,
      'models/m.yml': 'models:\n  - name: orders\n    columns:\n      - name: id\n        quote: sometimes\n',
    }
    expect(await problems(files)).toEqual([
      "invalid-property models/m.yml:5:16 model 'orders': 'columns[0].quote' must be true or false, not the text 'sometimes'",
    ])
  })

  test('a wrong type in a config', async () => {
    expect(await problems({ 'models/late.sql': "{{ config(tags=5, enabled='yes') }} select 1" })).toEqual([
      "invalid-property models/late.sql:1:11 the config of model 'late': 'tags[0]' must be text, not the number 5 (if these letters are meant, put them in quotes)",
      "invalid-property models/late.sql:1:19 the config of model 'late': 'enabled' must be true or false, not the text 'yes' (write true or false, without quotes)",
    ])
  })

  test('a generic test nobody defines', async () => {
    const files = {
      ...orders,
      'models/m.yml': 'models:\n  - name: orders\n    columns: [{name: id, data_tests: [uniqe]}]\n',
    }
    expect(await problems(files)).toEqual([
      "unknown-test-macro models/m.yml:3:39 no generic test is called 'uniqe' (did you mean 'unique'?)",
    ])
  })

  test('a test with two names', async () => {
    const files = {
      ...orders,
      'models/m.yml':
        'models:\n  - name: orders\n    data_tests:\n      - unique: {column_name: id}\n        severity: warn\n',
    }
    expect(await problems(files)).toEqual([
      "invalid-test models/m.yml:4:9 a test has one name; this one has unique, severity (are its arguments indented enough?) (write '- unique', or '- accepted_values: {arguments: {values: [a, b]}}')",
    ])
  })

  test('Jinja that does not close, in SQL and in YAML', async () => {
    const files = {
      'models/late.sql': 'select 1 {% if true %}',
      'models/m.yml': 'models:\n  - name: late\n    config: {alias: "{{ oops"}\n',
    }
    expect((await problems(files)).map((p) => p.split(' ').slice(0, 2).join(' '))).toEqual([
      'jinja-syntax models/m.yml:3:22',
      'jinja-syntax models/late.sql:1:10',
    ])
  })

  test('a snapshot that lacks what it needs', async () => {
    const files = {
      'snapshots/s.sql':
        "{% snapshot s %}{{ config(strategy='timestamp', unique_key='id') }} select 1 as id{% endsnapshot %}",
    }
    expect(await problems(files)).toEqual([
      "invalid-snapshot snapshots/s.sql:1:1 snapshot 's' uses the strategy 'timestamp' without updated_at (name the column that says when a row changed)",
    ])
  })

  test('several files at once, each for its own fault only', async () => {
    const files = {
      'models/a.sql': "select * from {{ ref('nowhere') }}",
      'models/b.sql': 'select {{ 1 + }}',
      'models/c.sql': "select * from {{ ref('b') }}",
      'models/m.yml': 'models: {name: a}',
    }
    expect((await problems(files)).map((p) => p.split(' ').slice(0, 2).join(' '))).toEqual([
      'invalid-property models/m.yml:1:9',
      'jinja-syntax models/b.sql:1:15',
      'unknown-ref models/a.sql:1:18',
    ])
  })
})

describe('what is odd is told, and does not stop', () => {
  test('properties of something that does not exist', async () => {
    expect(await warnings({ ...orders, 'models/m.yml': 'models: [{name: order}]' })).toEqual([
      "properties-without-node models/m.yml:1:17 there is no model 'order' these properties could describe (did you mean 'orders'?)",
    ])
  })

  test('a config that is nearly a known one, in a file, in properties and in the project file', async () => {
    const files = {
      'project.yml': 'name: shop\nmodels:\n  shop:\n    +materialised: table\n    +my_own: 1\n',
      'models/orders.sql': "{{ config(\n  materialised='table', owner_of='us'\n) }}\nselect 1 as id",
      'models/m.yml': 'models:\n  - name: orders\n    config: {uniquekey: id}\n',
    }
    expect(await warnings(files)).toEqual([
      "unknown-config models/orders.sql:2:3 the config 'materialised' of model 'orders' means nothing (did you mean 'materialized'?)",
      "unknown-config models/m.yml:3:14 the config 'uniquekey' of model 'orders' means nothing (did you mean 'unique_key'?)",
      "unknown-config project.yml:4:5 the config 'materialised' of models.shop means nothing (did you mean 'materialized'?)",
    ])
  })

  test('a property that is nearly a known one, of a model and of a column', async () => {
    const files = {
      ...orders,
      'models/m.yml':
        'models:\n  - name: orders\n    desciption: all of them\n    colums: []\n    owner: us\n    columns:\n      - name: id\n        data_test: [unique]\n',
    }
    expect(await warnings(files)).toEqual([
      "unknown-property models/m.yml:3:5 model 'orders': 'desciption' means nothing here (did you mean 'description'?)",
      "unknown-property models/m.yml:4:5 model 'orders': 'colums' means nothing here (did you mean 'columns'?)",
      "unknown-property models/m.yml:8:9 model 'orders', column 'id': 'data_test' means nothing here (did you mean 'data_tests'?)",
    ])
  })

  test('folders of the project file that are not there', async () => {
    const files = {
      'project.yml':
        'name: shop\nmodels:\n  shop:\n    reportin: {+materialized: table}\n    meta: {owner: us}\n    reporting: {+schema: r}\n  reporting:\n    +schema: x\n  shopp:\n    a: {+schema: y}\nseeds:\n  shop: {+schema: raw}\ndata_tests:\n  shop: {+severity: warn}\n',
      'models/reporting/orders.sql': '{{ config(enabled=false) }} select 1 as id',
      'tests/t.sql': 'select 1 as id limit 0',
    }
    expect(await warnings(files)).toEqual([
      "unused-config-path project.yml:4:5 'models.shop.reportin' configures nothing: no resource is there (did you mean 'reporting'?)",
      "unused-config-path project.yml:5:5 'models.shop.meta' configures nothing: no resource is there (write '+meta' if the config is meant)",
      "unused-config-path project.yml:7:3 'models.reporting' configures nothing: no resource is there (folders stand below the project's name: write 'shop:' and 'reporting:' below it)",
      "unused-config-path project.yml:9:3 'models.shopp' configures nothing: no resource is there (did you mean 'shop'?)",
      "unused-config-path project.yml:12:3 'seeds.shop' configures nothing: no resource is there (remove it; there are no seeds there)",
    ])
  })

  test('a project without anything', async () => {
    expect(await warnings({ 'project.yml': 'name: shop' })).toEqual([
      "empty-project project.yml:1:1 the project has no models, seeds, snapshots, tests or sources yet (write a select into models/<name>.sql, or begin with 'assay init')",
    ])
  })

  test('a data test that refers to nothing is switched off', async () => {
    const files = {
      ...orders,
      'models/m.yml':
        "models: [{name: orders, data_tests: [{relationships: {arguments: {column_name: id, field: id, to: ref('gone')}}}]}]",
    }
    expect(await warnings(files)).toEqual([
      "unknown-ref models/m.yml:1:38 ref('gone') finds no model, seed or snapshot",
    ])
  })
})

describe('a config is what the nearest to the node says', () => {
  const projectFile =
    'name: shop\nmodels:\n  shop:\n    +tags: [all]\n    +materialized: table\n    mart: {+materialized: view, +tags: mart, +meta: {owner: us, team: mart}}\n'

  test('project file < properties < config(), while tags add up and meta is merged', async () => {
    await using project = await withFiles({
      'project.yml': projectFile,
      'models/mart/a.sql':
        "{{ config(materialized='incremental', tags=['own'], meta={'owner': 'me'}) }} select 1 as id",
      'models/mart/b.sql': 'select 1 as id',
      'models/c.sql': 'select 1 as id',
      'models/m.yml':
        'models: [{name: a, config: {materialized: ephemeral, tags: [described]}}, {name: b, config: {materialized: materialized_view}}]',
    })
    const { manifest } = await load(project)
    const config = (name: string) => [...manifest.nodes.values()].find((node) => node.name === name)?.config
    expect(config('a')).toMatchObject({
      materialized: 'incremental',
      tags: ['all', 'mart', 'described', 'own'],
      meta: { owner: 'me', team: 'mart' },
    })
    expect(config('b')).toMatchObject({ materialized: 'materialized_view', tags: ['all', 'mart'] })
    expect(config('c')).toMatchObject({ materialized: 'table', tags: ['all'] })
  })

  test('the root project has the last word over an installed package', async () => {
    await using project = await withFiles({
      'dbt_project.yml': 'name: shop\nversion: "1.0.0"\nmodels: {parts: {+materialized: table}}\n',
      'dbt_packages/parts/dbt_project.yml':
        'name: parts\nversion: "1.0.0"\nmodels: {parts: {+materialized: incremental, +schema: parts}}\n',
      'dbt_packages/parts/models/p.sql': "{{ config(materialized='view') }} select 1 as id",
    })
    const { manifest } = await load(project)
    const [node] = [...manifest.nodes.values()].filter((n) => n.name === 'p')
    expect(node?.config).toMatchObject({ materialized: 'table', schema: 'parts' })
    expect(node?.schema).toBe('analytics_parts')
  })
})

describe('dependencies', () => {
  test('are read from the tree where they are plain, and by rendering where they are not', async () => {
    await using project = await withFiles({
      ...orders,
      'models/items.sql': 'select 1 as id',
      'models/plain.sql': "select * from {{ ref('orders') }}",
      'models/looped.sql': "{% for m in ['orders', 'items'] %}select * from {{ ref(m) }} {% endfor %}",
      'models/unseen.sql': "{% if execute %}{{ ref('orders') }}{% endif %} select 1",
      'models/by_macro.sql': "select * from {{ the('items') }}",
      'models/by_hook.sql': `{{ config(post_hook="insert into x select * from {{ ref('items') }}") }} select 1`,
      'macros/m.sql': '{% macro the(name) %}{{ ref(name) }}{% endmacro %}',
    })
    const { manifest } = await load(project)
    const dependsOn = Object.fromEntries([...manifest.nodes.values()].map((node) => [node.name, node.dependsOn]))
    expect(dependsOn).toMatchObject({
      plain: { nodes: ['model.shop.orders'], macros: [] },
      looped: { nodes: ['model.shop.orders', 'model.shop.items'] },
      unseen: { nodes: [] },
      by_macro: { nodes: ['model.shop.items'], macros: ['macro.shop.the'] },
      by_hook: { nodes: ['model.shop.items'] },
    })
  })

  test('of a var that is a template are those of the template', async () => {
    await using project = await withFiles({
      'project.yml': `name: shop\nvars: {which: "{{ ref('orders') }}"}\n`,
      ...orders,
      'models/late.sql': "select * from {{ var('which') }}",
    })
    const { manifest } = await load(project)
    expect([...manifest.nodes.values()].find((node) => node.name === 'late')?.dependsOn.nodes).toEqual([
      'model.shop.orders',
    ])
  })
})

test('generic tests have the names and ids dbt gives them', async () => {
  await using project = await withFiles({
    'project.yml': 'name: jaffle_shop\n',
    'models/customers.sql': 'select 1 as customer_id',
    'models/orders.sql': 'select 1 as customer_id',
    'models/stg_payments.sql': 'select 1 as payment_method',
    'models/schema.yml': `
models:
  - name: customers
    columns: [{name: customer_id, data_tests: [unique, not_null]}]
  - name: orders
    columns:
      - name: customer_id
        tests: [{relationships: {arguments: {to: ref('customers'), field: customer_id}}}]
  - name: stg_payments
    columns:
      - name: payment_method
        tests: [{accepted_values: {arguments: {values: [credit_card, coupon, bank_transfer, gift_card]}}}]
`,
  })
  const { manifest } = await load(project)
  const tests = [...manifest.nodes.values()].filter((node) => node.kind === 'test')
  expect(tests.map((node) => [node.id, node.alias])).toEqual([
    ['test.jaffle_shop.unique_customers_customer_id.c5af1ff4b1', 'unique_customers_customer_id'],
    ['test.jaffle_shop.not_null_customers_customer_id.5c9bf9911d', 'not_null_customers_customer_id'],
    [
      'test.jaffle_shop.relationships_orders_customer_id__customer_id__ref_customers_.c6ec7f58f2',
      'relationships_orders_customer_id__customer_id__ref_customers_',
    ],
    [
      'test.jaffle_shop.accepted_values_stg_payments_payment_method__credit_card__coupon__bank_transfer__gift_card.3c3820f278',
      'accepted_values_stg_payments_c7909fb19b1f0177c2bf99c7912f06ef',
    ],
  ])
})
