/** A parse that remembers says what a parse that does not would say, whatever was changed in between; and so does compiling. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { expect, test } from 'vitest'
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
import { installationFolder } from '../base/installation.ts'
import type { Json } from '../base/json.ts'
import { NO_DATABASE } from '../compile/no-database.ts'
import type { LogEntry } from '../context/log.ts'
import { load, oneLine } from '../testing/load-project.ts'
import { origin } from '../testing/origin.ts'
import { type ProjectFolder, withProject } from '../testing/with-project.ts'
import { pack, unpack } from './pack.ts'

const PROJECT: Readonly<Record<string, string>> = {
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
type Edit =
  | { readonly kind: 'file'; readonly path: string; readonly text: string | null }
  | { readonly kind: 'variable'; readonly value: string | undefined }
  | { readonly kind: 'vars'; readonly vars: string }
  | { readonly kind: 'flag'; readonly full: boolean }
  | { readonly kind: 'profile'; readonly folder: string; readonly target: string | undefined }

/** What may be another thing when a node is compiled again. */
const ASKING: readonly string[] = [
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
const edit: fc.Arbitrary<Edit> = fc.oneof(
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

interface Surroundings {
  readonly variable: string | undefined
  readonly vars: string
  readonly full: boolean
  /** `--profiles-dir` and `--target` */
  readonly profile?: { readonly folder: string; readonly target: string | undefined }
  /** Which command it is. */
  readonly number: number
}

async function open(
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
async function parse(path: string, surroundings: Surroundings, memory: Memory | null): Promise<Json> {
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
function written(manifest: Manifest): Json {
  const json = toManifestJson(manifest, { origin, quoting: { database: true, schema: true, identifier: true } })
  const text = JSON.stringify([json, manifest.diagnostics.map(oneLine)])
  return JSON.parse(text.replaceAll(/"created_at":[\d.]+/g, '"created_at":0')) as Json
}

function inRam() {
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

const USUAL: Surroundings = { variable: undefined, vars: '{}', full: false, number: 1 }

test('whatever is edited, a parse that remembers says the same as one that does not', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
      await using folder = await withProject(
        Object.fromEntries(Object.entries(PROJECT).map(([path, text]) => [path, whole(text)])),
      )
      const memory = inRam()
      let surroundings = USUAL
      await parse(folder.path, surroundings, memory)
      for (const one of edits) {
        surroundings = { ...(await apply(one, folder, surroundings)), number: surroundings.number + 1 }
        expect(await parse(folder.path, surroundings, memory)).toEqual(await parse(folder.path, surroundings, null))
      }
    }),
    { numRuns: 12 },
  )
})

async function apply(edit: Edit, folder: ProjectFolder, surroundings: Surroundings): Promise<Surroundings> {
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
function whole(text: string): string {
  return text.startsWith('LONG ') ? `${text.slice(5)}\n${'1\n'.repeat(LONG / 2)}` : text
}

test('whatever a template asks while it is compiled, it is compiled again where the answer may be another one', async () => {
  const asking = Object.fromEntries(
    ASKING.map((text, at) => [`models/asking_${at}.sql`, `select ${text} from {{ ref('joined') }}\n`]),
  )
  await using folder = await withProject({ ...PROJECT, ...asking })
  const memory = inRam()
  const steps: readonly Edit[] = [
    { kind: 'variable', value: undefined },
    { kind: 'variable', value: 'a' },
    { kind: 'flag', full: true },
    { kind: 'file', path: 'models/joined.sql', text: "select 1 from {{ ref('orders') }}, {{ ref('customers') }}\n" },
    { kind: 'file', path: 'models/asking_0.sql', text: "select 2 from {{ ref('joined') }}\n" },
    { kind: 'variable', value: undefined },
    { kind: 'flag', full: false },
    { kind: 'variable', value: 'b' },
  ]
  let surroundings = USUAL
  for (const step of steps) {
    surroundings = { ...(await apply(step, folder, surroundings)), number: surroundings.number + 1 }
    expect(await parse(folder.path, surroundings, memory)).toEqual(await parse(folder.path, surroundings, null))
  }
})

test('the texts of templates that ask nothing are kept, and of those whose questions have the same answer', async () => {
  await using folder = await withProject({
    ...PROJECT,
    'models/asks_flag.sql': "select '{{ flags.FULL_REFRESH }}' from {{ ref('orders') }}\n",
    'models/asks_variable.sql': "select '{{ env_var('TAG', 'none') if execute }}' from {{ ref('orders') }}\n",
    'models/asks_database.sql':
      "select '{{ adapter.get_relation('a', 'b', 'c') if execute }}' from {{ ref('orders') }}\n",
    'models/asks_chance.sql': "select {{ [1, 2] | random if execute }} from {{ ref('orders') }}\n",
    'models/asks_id.sql': "select '{{ invocation_id if execute }}' from {{ ref('orders') }}\n",
  })
  const memory = inRam()
  await parse(folder.path, USUAL, memory)
  const known = async (surroundings: Surroundings): Promise<readonly string[]> => {
    const { manifest, texts } = await recallProject(...(await open(folder.path, surroundings, () => {})), memory)
    const nodes = [...manifest.nodes.values()]
    return nodes.filter(({ id }) => (texts?.textOf(id) ?? null) !== null).map(({ name }) => name)
  }
  const asksNothing = [
    'at_least_orders_id__1_0',
    'chosen',
    'customers',
    'inside',
    'joined',
    'kept',
    'no_gaps',
    'orders',
    'past',
  ]
  const later = { ...USUAL, number: 2 }
  const all = ['asks_flag', 'asks_variable', ...asksNothing, 'unique_orders_id']
  expect((await known(later)).toSorted()).toEqual(all.toSorted())
  expect((await known({ ...later, full: true })).toSorted()).toEqual(
    all.filter((name) => name !== 'asks_flag').toSorted(),
  )
  await folder.write(
    'models/orders.sql',
    "{{ config(materialized='view') }}\nselect 1 from {{ source('raw', 'orders') }}\n",
  )
  expect((await known(later)).toSorted()).toEqual(all.filter((name) => name !== 'orders').toSorted())
  // The project itself asks for it.
  expect(await known({ ...later, variable: 'a' })).toEqual([])
})

test.each([
  ['a byte order mark is put before a model', {}, { 'models/joined.sql': `\ufeff${PROJECT['models/joined.sql']}` }],
  [
    'a test is switched on by its refs',
    {
      'models/off.sql': '{{ config(enabled=false) }}\nselect 1\n',
      'tests/no_gaps.sql': "select * from {{ ref('off') }}\n",
    },
    { 'tests/no_gaps.sql': "select * from {{ ref('orders') }}\n" },
  ],
] as const)('after %s a parse that remembers says the same', async (_what, before, after) => {
  await using folder = await withProject({ ...PROJECT, ...before })
  const memory = inRam()
  await parse(folder.path, USUAL, memory)
  for (const [path, text] of Object.entries(after)) await folder.write(path, text)
  expect(await parse(folder.path, USUAL, memory)).toEqual(await parse(folder.path, USUAL, null))
})

test('vars that JSON would write alike are told apart', async () => {
  const text = "select * from {{ ref('orders' if var('from') | string == 'inf' else 'customers') }}\n"
  await using folder = await withProject({ ...PROJECT, 'models/joined.sql': text })
  const memory = inRam()
  for (const from of ['.inf', '.nan', '-.inf']) {
    const surroundings = { ...USUAL, vars: `{from: ${from}}` }
    expect(await parse(folder.path, surroundings, memory)).toEqual(await parse(folder.path, surroundings, null))
  }
})

test.each([
  ['nothing', {}, 1],
  ['the body of a model', { 'models/joined.sql': "select 1 from {{ ref('orders') }}\n" }, 1],
  ['a test in SQL', { 'tests/no_gaps.sql': "select * from {{ ref('orders') }}\n" }, 1],
  ['a config', { 'models/orders.sql': "{{ config(materialized='table') }}\nselect 1\n" }, 2],
  ['a macro', { 'macros/cents.sql': '{% macro cents(column) %}1{% endmacro %}\n' }, 2],
  ['a file more', { 'models/more.sql': 'select 1\n' }, 2],
] as const)('after %s was changed the whole is parsed again only if it must be', async (_what, files, writes) => {
  await using folder = await withProject(PROJECT)
  const memory = inRam()
  await parse(folder.path, USUAL, memory)
  for (const [path, text] of Object.entries(files)) await folder.write(path, text)
  await parse(folder.path, USUAL, memory)
  expect(memory.parse.writes()).toBe(writes)
})

test.each([
  ['the hour', "select '{{ run_started_at }}' from {{ ref(var('table', 'orders')) }}\n"],
  ['a line on the terminal', "{{ log('here', info=true) }}select 1 from {{ ref(var('table', 'orders')) }}\n"],
  ['the time of day', "select * from {{ ref('orders' if modules.datetime.datetime.now().year else 'customers') }}\n"],
  ['its own id', "select * from {{ ref('orders' if invocation_id else 'customers') }}\n"],
  ['all variables', "select * from {{ ref('orders' if dbt_metadata_envs else 'customers') }}\n"],
  ['one of two by chance', "select * from {{ ref(['orders', 'customers'] | random) }}\n"],
  ['another by chance, each', "select * from {{ ref(([['orders']] | map('random') | list)[0]) }}\n"],
])('nothing is kept of a project that asks for %s while it is parsed', async (_what, text) => {
  await using folder = await withProject({ ...PROJECT, 'models/joined.sql': text })
  const memory = inRam()
  await parse(folder.path, USUAL, memory)
  expect(memory.parse.writes()).toBe(0)
})

test('what is cut off or not ours is passed over', async () => {
  await using folder = await withProject(PROJECT)
  const memory = inRam()
  const fresh = await parse(folder.path, USUAL, memory)
  const whole = memory.parse.read() ?? new Uint8Array()
  const kept = (bytes: Uint8Array) => ({ read: () => bytes, write: () => undefined })
  for (const bytes of [
    whole.subarray(0, whole.length - 9),
    whole.subarray(0, 40),
    new Uint8Array(9),
    new Uint8Array(),
  ]) {
    expect(await parse(folder.path, USUAL, { parse: kept(bytes), texts: kept(bytes) })).toEqual(fresh)
  }
})

test.each(['.', 'conformance/everything'])('the project in %s is the same after it was packed', async (path) => {
  const folder = { path: join(installationFolder(), path) }
  const { manifest } = await load(folder, { environment: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' } })
  const packed = pack(manifest)
  if (packed === null) throw new Error('the manifest is no data')
  const same = unpack(deserialize(serialize(packed)) as typeof packed)
  expect(written(same)).toEqual(written(manifest))
  for (const [id, node] of manifest.nodes) {
    const again = same.nodes.get(id)
    if (node.kind === 'seed' || node.kind === 'test' || again === undefined || !('template' in again)) continue
    expect(again.template.body).toEqual(node.template.body)
    const hooks = [...node.config['pre-hook'], ...node.config['post-hook']].map(({ sql }) => sql)
    for (const text of [node.template.source, ...hooks])
      for (let at = 0; at < text.length; at++)
        expect(again.hookPlace?.(text, at) ?? null).toEqual(node.hookPlace?.(text, at) ?? null)
  }
  for (const [id, macro] of manifest.macros) {
    expect(same.macros.get(id)?.block.body).toEqual(macro.block.body)
    expect(same.macros.get(id)?.block.parameters).toEqual(macro.block.parameters)
  }
})
