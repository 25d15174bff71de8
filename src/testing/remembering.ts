/** A project, edits of it, and what a parse of it says with a memory and without: for tests of what is kept between commands. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  createCompiler,
  createInvocation,
  type Invocation,
  type Manifest,
  type Memory,
  type Project,
  parseProject,
  readProject,
  recallProject,
  toManifestJson,
  type Understood,
} from '../assay.ts'
import { AssayError } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import { NO_DATABASE } from '../compile/no-database.ts'
import type { LogEntry } from '../context/log.ts'
import { oneLine } from './load-project.ts'
import { origin } from './origin.ts'
import type { ProjectFolder } from './with-project.ts'

export const PROJECT: Readonly<Record<string, string>> = {
  'project.yml': `name: shop
profile: shop
on-run-start: ["create schema if not exists \\"{{ target.schema }}_log\\""]
models:
  shop:
    hooked: {+post-hook: "grant select on {{ this }} to public"}
`,
  'vars.yml': 'vars: {from: 2020, tag: nightly}\n',
  'models/sources.yml': 'sources: [{name: raw, tables: [{name: orders}, {name: customers}]}]\n',
  'models/orders.sql': "{{ config(materialized='view') }}\nselect * from {{ source('raw', 'orders') }}\n",
  'models/customers.sql': "select * from {{ source('raw', 'customers') }} where year > {{ var('from') }}\n",
  'models/joined.sql': "select * from {{ ref('orders') }} join {{ ref('customers') }} using (id)\n",
  'models/hooked/kept.sql':
    "{{ config(pre_hook=\"lock table {{ ref('orders') }}\") }}\nselect {{ cents('amount') }} from {{ ref('joined') }}\n",
  'models/chosen.sql': "{% if var('from') > 2000 %}select * from {{ ref('orders') }}{% else %}select 1{% endif %}\n",
  'models/models.yml': `models:
  - name: orders
    description: '{{ doc("orders") }}'
    columns: [{name: id, data_tests: [unique, {at_least: {minimum: 1.0}}]}]
  - name: joined
    config: {tags: ["{{ env_var('TAG', 'none') }}"]}
unit_tests:
  - name: joins
    model: joined
    given: [{input: ref('orders'), rows: [{id: 1}]}, {input: ref('customers'), rows: [{id: 1}]}]
    expect: {rows: [{id: 1}]}
`,
  'models/docs.md': '{% docs orders %}All orders.{% enddocs %}\n',
  'models/inside.sql': "{{ config(materialized='ephemeral') }}\nselect {{ env_var('TAG', 'none') }} as tag\n",
  'models/around.sql': "select * from {{ ref('inside') }}\n",
  'macros/inside.sql': "{% macro inside(name) %}{{ env_var(name, 'none') }}{% endmacro %}\n",
  'macros/cents.sql': '{% macro cents(column, places=0.5) %}{{ column }} * 100{% endmacro %}\n',
  'tests/generic/at_least.sql':
    '{% test at_least(model, column_name, minimum) %}select * from {{ model }} where {{ column_name }} < {{ minimum }}{% endtest %}\n',
  'tests/no_gaps.sql': "select * from {{ ref('joined') }} where id is null\n",
  'snapshots/past.yml': `snapshots:
  - name: past
    relation: ref('orders')
    config: {strategy: check, check_cols: all, unique_key: id}
`,
  'seeds/rates.csv': 'id,rate\n1,2\n',
  'seeds/long.csv': 'LONG id',
  'models/known.yml': `models:
  - name: customers
    config: {entity: [id], event_time: seen_at, availability_delay: 0}
  - name: chosen
    config: {entity: [id], event_time: asked_at, label: bought}
feature_views:
  - name: shoppers
    entity: [id]
    model: customers
    features: [{name: spent}, {name: often, expression: spent > 10}]
training_sets:
  - {name: examples, spine: chosen, feature_views: [shoppers]}
`,
  'functions/fee.sql': "select price + 1 from {{ ref('orders') }}\n",
  'functions/fee_of_text.sql': 'select 1\n',
  'functions/functions.yml': `functions:
  - name: fee
    arguments: [{name: price, data_type: int}]
    returns: {data_type: int}
    overloads: [{defined_in: fee_of_text, arguments: [{name: price, data_type: text}]}]
`,
  'here/profiles.yml': `shop:
  target: dev
  outputs:
    dev: &dev {type: postgres, host: h, port: 5432, user: u, password: p, dbname: d, schema: dev, threads: 1}
    prod: {<<: *dev, schema: prod}
`,
  'there/profiles.yml':
    'shop: {target: dev, outputs: {dev: {type: postgres, host: h, port: 5432, user: u, password: p, dbname: e, schema: dev, threads: 1}}}\n',
}

/** Longer than what dbt reads of a seed to know whether it changed. */
const LONG = 1024 * 1024 + 1

/** What may be done to a project between two parses; null takes a file away. */
export type Edit =
  | { readonly kind: 'file'; readonly path: string; readonly text: string | null }
  | { readonly kind: 'variable'; readonly value: string | undefined }
  | { readonly kind: 'vars'; readonly vars: string }
  | { readonly kind: 'flag'; readonly full: boolean }
  | { readonly kind: 'profile'; readonly folder: string; readonly target: string | undefined }

/** What may be another thing when a node is compiled again. */
export const ASKING: readonly string[] = [
  "{{ env_var('TAG', 'none') }}",
  "{{ env_var('TAG', 'none') if execute else 1 }}",
  "'{{ flags.FULL_REFRESH }}', '{{ flags.WHICH }}'",
  "'{{ flags }}'",
  "'{{ invocation_args_dict }}'",
  "'{{ run_started_at if execute }}'",
  "'{{ invocation_id if execute }}'",
  "{{ graph.nodes.values() | map(attribute='raw_code') | join | length if execute }}",
  "{{ model.raw_code | length }}, '{{ this }}'",
  "{{ log('compiled') if execute }} 1",
  "{{ print('compiled') if execute }} 1",
  "{{ exceptions.warn('compiled') if execute }} 1",
  "'{{ selected_resources }}'",
  '{{ 1 if is_incremental() else 2 }}',
  "{{ adapter.get_relation('a', 'b', 'c') is none }}",
  "{{ run_query('select 1') if execute }}",
  '{{ 1 if plan_look_back is defined else 2 }}',
  "{{ context.get('thread_id') }}",
  '{{ context | list | length }}',
  "{{ inside('TAG') }}",
]

const BODIES: Readonly<Record<string, readonly string[]>> = {
  'models/orders.sql': [
    "{{ config(materialized='view') }}\nselect id, amount from {{ source('raw', 'orders') }}\n",
    "{{ config(materialized='table') }}\nselect * from {{ source('raw', 'orders') }}\n",
    "{{ config(materialized = 'view') }}\nselect * from {{ source('raw', 'orders') }}\n",
    '{{ config(enabled=false) }}\nselect 1\n',
    "{{ config(materialized='view', meta={'n': 1.0}) }}\nselect * from {{ source('raw', 'orders') }}\n",
    'select 1 as id\n',
  ],
  'models/joined.sql': [
    "select * from {{ ref('orders') }}\n",
    "select * from {{ ref('orders') }} join {{ ref('customers') }} using (id) join {{ ref('rates') }} using (id)\n",
    "select * from {{ ref('customers') }} join {{ ref('orders') }} using (id) where true\n",
    "select {{ cents('amount') }} from {{ ref('orders') }} join {{ ref('customers') }} using (id)\n",
    "select * from {{ ref('nowhere') }}\n",
    "select * from {{ ref('kept') }}\n",
    "select * from {{ ref('orders') }} where {{ broken\n",
    "{{ config(tags=[env_var('TAG', 'none')]) }}\nselect * from {{ ref('orders') }}, {{ ref('customers') }}\n",
    "{{ config(tags=['a']) }}\nselect * from {{ ref('orders') }}, {{ ref('customers') }}\n",
    "{% set when = run_started_at %}select '{{ when }}' from {{ ref('orders') if execute else ref('customers') }}\n",
    "{{ log('read', info=true) }}{% if flags.FULL_REFRESH %}{{ ref('orders') }}{% else %}{{ ref('customers') }}{% endif %}\n",
    "{% if flags.FULL_REFRESH %}{{ ref('orders') }}{% else %}{{ ref('customers') }}{% endif %}\n",
    ...ASKING.map((text) => `select ${text} from {{ ref('orders') }}, {{ ref('customers') }}\n`),
  ],
  'models/customers.sql': [
    "select * from {{ source('raw', 'orders') }}\n",
    "select * from {{ ref('orders') }}\n",
    ...ASKING.map((text) => `select ${text} from {{ source('raw', 'customers') }}\n`),
  ],
  'models/hooked/kept.sql': [
    "{{ config(pre_hook=\"lock table {{ ref('customers') }}\") }}\nselect 1 from {{ ref('joined') }}\n",
    "select 1 from {{ ref('joined') }}\n",
  ],
  'models/chosen.sql': ["{% if var('from') > 3000 %}select * from {{ ref('joined') }}{% endif %}\n", 'select 2\n'],
  'tests/no_gaps.sql': ["select * from {{ ref('orders') }} where id is null\n"],
  'models/more.sql': ["select * from {{ ref('orders') }}\n"],
  'macros/inside.sql': ['{% macro inside(name) %}{{ name }}{% endmacro %}\n'],
  'macros/cents.sql': ["{% macro cents(column) %}{{ ref('orders') }}{% endmacro %}\n"],
  'models/docs.md': ['{% docs orders %}Every order.{% enddocs %}\n'],
  'models/models.yml': ['models: [{name: joined, description: changed}, {name: nobody}]\n'],
  'seeds/rates.csv': ['id,rate\n1,3\n'],
  'project.yml': ['name: shop\nvars: {from: 1999}\n'],
  'vars.yml': ['vars: {from: 3500}\n', 'vars: {from: 2020, shop: {from: 3600}}\n', 'from: 1\n'],
  'seeds/long.csv': ['LONG other', 'id\n1\n'],
  'models/known.yml': [
    `models:
  - {name: customers, config: {entity: [id], event_time: seen_at, knowledge_time: known_at}}
feature_views:
  - {name: shoppers, entity: [id], model: customers, features: [{name: spent, ttl: 3 days, nulls: forbid}]}
`,
    `models:
  - {name: customers, config: {entity: [id], event_time: seen_at, availability_delay: 0}}
feature_views:
  - {name: shoppers, entity: [id], model: orders, features: [{name: spent}]}
`,
    `models: [{name: chosen, config: {entity: [id], event_time: asked_at, label: bought, leakage: {test: true}}}]\n`,
    `feature_views: [{name: shoppers, entity: [id], model: nowhere, featurs: []}]\n`,
  ],
  'functions/fee.sql': ["select price + 2 from {{ ref('customers') }}\n", 'select price\n'],
  'functions/fee_of_text.sql': ["select 2 from {{ ref('joined') }}\n", "select {{ function('fee') }}(1)\n"],
  'functions/functions.yml': [
    'functions: [{name: fee, arguments: [{name: price, data_type: numeric}], returns: {data_type: int}}]\n',
  ],
  'here/profiles.yml': [
    'shop: {outputs: {default: {type: postgres, host: other, port: 5432, user: u, password: p, dbname: d, schema: own, threads: 3}}}\n',
  ],
}

const fileEdit = fc
  .constantFrom(...Object.keys(BODIES))
  .chain((path) =>
    fc.constantFrom(PROJECT[path] ?? null, ...(BODIES[path] ?? [])).map((text): Edit => ({ kind: 'file', path, text })),
  )
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: fileEdit },
  { weight: 1, arbitrary: fc.constantFrom(undefined, 'a', 'b').map((value): Edit => ({ kind: 'variable', value })) },
  { weight: 1, arbitrary: fc.constantFrom('{}', '{from: 1990}').map((vars): Edit => ({ kind: 'vars', vars })) },
  { weight: 1, arbitrary: fc.boolean().map((full): Edit => ({ kind: 'flag', full })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('here', 'there'), fc.constantFrom(undefined, 'dev', 'prod'))
      .map(([folder, target]): Edit => ({ kind: 'profile', folder, target })),
  },
)

export interface Surroundings {
  readonly variable: string | undefined
  readonly vars: string
  readonly full: boolean
  /** `--profiles-dir` and `--target` */
  readonly profile?: { readonly folder: string; readonly target: string | undefined }
  /** Which command it is. */
  readonly number: number
}

export async function open(
  path: string,
  { variable, vars, full, number, profile: { folder, target } = HERE }: Surroundings,
  log: (entry: LogEntry) => void,
): Promise<readonly [Project, Invocation]> {
  const environment = variable === undefined ? {} : { TAG: variable }
  const chosen = target === undefined ? {} : { target }
  const places = { environment, home: null, profilesDir: join(path, folder) }
  const project = await readProject(path, { ...places, vars, ...chosen })
  const which = number % 3 === 0 ? 'run' : 'compile'
  const invocation = createInvocation(project, {
    id: `invocation ${number}`,
    startedAt: new Date(Date.UTC(2026, 0, number + 1)),
    environment,
    flags: { FULL_REFRESH: full, WHICH: which },
    arguments: { which, full_refresh: full },
    log,
  })
  return [project, invocation]
}

/** What a parse says, and aloud: the manifest with the SQL of its nodes, or what is wrong. */
export async function parse(path: string, surroundings: Surroundings, memory: Memory | null): Promise<Json> {
  const said: LogEntry[] = []
  try {
    const [project, invocation] = await open(path, surroundings, (entry) => said.push(entry))
    const { manifest, texts } =
      memory === null
        ? { manifest: await parseProject(project, invocation), texts: null }
        : await recallProject(project, invocation, memory)
    const code = await compiled(project, invocation, { manifest, texts }, surroundings.number)
    texts?.save()
    return [written(manifest), code, said.map(({ message }) => message)]
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map(oneLine)
    throw error
  }
}

/** The SQL of each node, or why there is none. */
async function compiled(
  project: Project,
  invocation: Invocation,
  { manifest, texts }: Understood,
  number: number,
): Promise<Json> {
  const selected = [...manifest.nodes.keys()].slice(number % 3)
  const compiler = createCompiler(project, manifest, invocation, { texts, selected })
  const bench = {
    connection: NO_DATABASE,
    threadId: `Thread-${number}`,
    // As while a node is run; nobody here asks it for a plan.
    ...(number % 2 === 0 ? {} : { planLookBack: () => Promise.reject(new Error('asked for a plan')) }),
  }
  const code: [string, Json][] = []
  for (const node of manifest.nodes.values()) {
    if (!('template' in node)) continue
    try {
      const made = await compiler.compile(node, bench)
      code.push([node.id, JSON.parse(JSON.stringify(made.code)) as Json])
    } catch (error) {
      if (!(error instanceof AssayError)) throw error
      code.push([node.id, error.diagnostics.map(oneLine)])
    }
  }
  return Object.fromEntries(code)
}

/** As an artifact, with the warnings; when a node was made is another moment each time. */
export function written(manifest: Manifest): Json {
  const json = toManifestJson(manifest, { origin, quoting: { database: true, schema: true, identifier: true } })
  const text = JSON.stringify([json, manifest.diagnostics.map(oneLine)])
  return JSON.parse(text.replaceAll(/"created_at":[\d.]+/g, '"created_at":0')) as Json
}

export function inRam() {
  const file = () => {
    let kept: Uint8Array | null = null
    let writes = 0
    return {
      read: () => kept,
      write(bytes: Uint8Array) {
        kept = bytes
        writes++
      },
      writes: () => writes,
    }
  }
  return { parse: file(), texts: file() } satisfies Memory
}

const HERE = { folder: 'here', target: undefined }

export const USUAL: Surroundings = { variable: undefined, vars: '{}', full: false, number: 1 }

export async function apply(edit: Edit, folder: ProjectFolder, surroundings: Surroundings): Promise<Surroundings> {
  switch (edit.kind) {
    case 'file':
      if (edit.text === null) await rm(join(folder.path, edit.path), { force: true })
      else await folder.write(edit.path, whole(edit.text))
      return surroundings
    case 'variable':
      return { ...surroundings, variable: edit.value }
    case 'vars':
      return { ...surroundings, vars: edit.vars }
    case 'flag':
      return { ...surroundings, full: edit.full }
    case 'profile':
      return { ...surroundings, profile: edit }
  }
}

/** `LONG id`: a seed that is longer than what is read of one to know whether it changed. */
export function whole(text: string): string {
  return text.startsWith('LONG ') ? `${text.slice(5)}\n${'1\n'.repeat(LONG / 2)}` : text
}
