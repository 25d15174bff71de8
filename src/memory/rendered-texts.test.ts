/** What templates were rendered to is taken from an earlier command only where they would be rendered to it again. */
import { expect, test } from 'vitest'
import { recallProject } from '../assay.ts'
import {
  ASKING,
  apply,
  type Edit,
  inRam,
  open,
  PROJECT,
  parse,
  type Surroundings,
  USUAL,
} from '../testing/remembering.ts'
import { withProject } from '../testing/with-project.ts'

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
