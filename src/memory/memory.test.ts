/** A parse that remembers says what a parse that does not would say, whatever was changed in between; and so does compiling. */
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { installationFolder } from '../base/installation.ts'
import { load } from '../testing/load-project.ts'
import { apply, edit, inRam, PROJECT, parse, USUAL, whole, written } from '../testing/remembering.ts'
import { withProject } from '../testing/with-project.ts'
import { pack, unpack } from './pack.ts'

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
