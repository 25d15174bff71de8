/** Slips in project files and profiles: told with what was meant. */
import { expect, test } from 'vitest'
import { type Files, load, oneLine, problems, withFiles } from '../testing/load-project.ts'

const profile = (yaml: string): Files => ({ 'dbt_project.yml': 'name: shop\nprofile: shop\n', 'profiles.yml': yaml })
const OUTPUT = 'type: postgres\n      host: h\n      user: u\n      dbname: d\n      schema: s\n'

test('a key of a target that is nearly a known one', async () => {
  await using folder = await withFiles(
    profile(`shop:\n  target: dev\n  outputs:\n    dev:\n      ${OUTPUT}      theads: 4\n      region: eu\n`),
  )
  expect((await load(folder)).manifest.diagnostics.map(oneLine)[0]).toBe(
    "unknown-key profiles.yml:10:7 'theads' means nothing in the target 'dev' (did you mean 'threads'?)",
  )
})

test('a key that is nearly the one that is missing', async () => {
  const yaml = `shop:\n  target: dev\n  outputs:\n    dev:\n      ${OUTPUT.replace('schema', 'schma')}`
  expect(await problems(profile(yaml))).toEqual([
    "missing-key profiles.yml:5:7 the target 'dev' of profile 'shop' lacks 'schema'",
    "unknown-key profiles.yml:9:7 'schma' means nothing in the target 'dev' (did you mean 'schema'?)",
  ])
})

test.each([
  [
    'shop:\n  target: dev\n  outputs:\n    dev:\n    type: postgres\n    host: h\n',
    "4:9 the target 'dev' of profile 'shop' must be a mapping: type, host, user, … ('type' and 'host' stand beside 'dev': indent them deeper, to be part of it)",
  ],
  [
    'shop:\n  target: dev\n  outputs:\n  dev:\n    type: postgres\n',
    "1:1 the profile 'shop' must be a mapping with 'outputs' ('dev' stands beside 'outputs': indent it deeper, to be part of it)",
  ],
  [
    'shop:\ntarget: dev\noutputs:\n  dev:\n    type: postgres\n',
    "1:1 the profile 'shop' must be a mapping with 'outputs' ('target' and 'outputs' stand beside 'shop': indent them deeper, to be part of it)",
  ],
])('indentation that is missing in a profile', async (yaml, expected) => {
  expect(await problems(profile(yaml))).toEqual([`wrong-type profiles.yml:${expected}`])
})

test('a type that is nearly postgres', async () => {
  const yaml = `shop:\n  target: dev\n  outputs:\n    dev:\n      ${OUTPUT.replace('postgres', 'postgress')}`
  expect(await problems(profile(yaml))).toEqual([
    "unsupported-adapter profiles.yml:5:13 the target 'dev' of profile 'shop' is of type 'postgress'; Assay runs on Postgres (did you mean 'postgres'?)",
  ])
})

test('a name that cannot be one is told with one that can', async () => {
  expect(await problems({ 'dbt_project.yml': 'name: my-project\n' })).toEqual([
    "bad-project-name dbt_project.yml:1:7 'my-project' cannot be the name of a project (letters, digits and _ make a name, and a letter begins it: my_project)",
  ])
})

test('a misspelt key is told beside the errors it leads to', async () => {
  const file = 'name: shop\non-run-strat: "{{ this.x }}"\nmodels:\nshop:\n  +enabled: true\n'
  expect(await problems({ 'dbt_project.yml': file })).toEqual([
    "jinja-undefined dbt_project.yml:2:19 'this' is undefined",
    "unknown-key dbt_project.yml:2:1 dbt_project.yml does not know the key 'on-run-strat' (did you mean 'on-run-start'?)",
    "unknown-key dbt_project.yml:4:1 dbt_project.yml does not know the key 'shop' (indent it: what is configured for the project's own models stands below 'models:', as seeds' below 'seeds:')",
  ])
})
