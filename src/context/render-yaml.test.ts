import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../base/diagnostic.ts'
import { Dict, Float, type Value } from '../jinja/values/value.ts'
import { readYaml } from '../yaml/yaml-document.ts'
import type { YamlPath, YamlValue } from '../yaml/yaml-value.ts'
import { renderYaml } from './render-yaml.ts'
import { rendersProjectKey, rendersPropertyKey } from './rendered-keys.ts'
import { projectFileScope, yamlScope } from './yaml-scope.ts'

interface RecordedValue {
  readonly text: string
  readonly value?: unknown
  readonly error?: true
}

const VALUES: readonly RecordedValue[] = JSON.parse(readFileSync(testdata('rendered-values.json'), 'utf8'))

const CONTEXT: Readonly<Record<string, Value>> = {
  t: true,
  n: 4,
  f: new Float(2),
  s: 'abc',
  l: ['a', 1],
  d: Dict.of({ a: 1 }),
  st: 'True',
  no: null,
  num: '12',
}

const SCOPE = yamlScope(Object.fromEntries(Object.entries(CONTEXT).map(([name, value]) => [name, () => value])))

async function rendered(
  yaml: string,
  options: {
    readonly environment?: typeof SCOPE
    readonly renders?: (path: YamlPath) => boolean
    readonly root?: YamlPath
  } = {},
): Promise<{ readonly value: YamlValue; readonly faults: readonly Diagnostic[] }> {
  const faults: Diagnostic[] = []
  const value = await renderYaml(readYaml(yaml, 'm.yml'), options.root ?? [], {
    environment: options.environment ?? SCOPE,
    renders: options.renders ?? (() => true),
    report: (fault) => faults.push(fault),
  })
  return { value, faults }
}

/** Constants that pass a filter are text in dbt and values here; and the text behind `as_native` is no sequence. */
const ACCIDENTS = ["{{ not ('False' | as_bool) }}", '{{ (l | as_native)[0] }}']

/** What dbt leaves as an undefined value breaks it later; here it is an error at once. And sets are no YAML. */
const DIFFERENT = new Set(
  VALUES.filter(({ value }) => JSON.stringify(value)?.includes('"python"')).map(({ text }) => text),
)

test.each(VALUES.filter(({ text }) => !DIFFERENT.has(text) && !ACCIDENTS.includes(text)))(
  'dbt and Assay render $text alike',
  async ({ text, value, error }) => {
    const result = await rendered(`a: ${JSON.stringify(text)}`)
    if (error) expect(result.faults).toHaveLength(1)
    else
      expect({ value: tag((result.value as { a: YamlValue }).a), faults: result.faults }).toEqual({ value, faults: [] })
  },
)

test('what dbt would leave undefined is an error at its place', async () => {
  expect(DIFFERENT).toContain('{{ undefinedname }}')
  const { faults } = await rendered('a:\n  - b: "{{ undefinedname }}"\n    c: "{{ \'x\' if not t }}"')
  expect(faults).toMatchObject([
    {
      code: 'undefined-in-yaml',
      message: "'undefinedname' is undefined, so this value would be nothing at all",
      at: { file: 'm.yml', line: 2, column: 8 },
    },
    { code: 'undefined-in-yaml', at: { line: 3, column: 8 } },
  ])
})

test('mistakes in strings are placed in the file, and all are told', async () => {
  const yaml = [
    'models:',
    '  - name: "{{ env_var(\'NOWHERE\') }}"',
    '    config:',
    "      schema: '{{ it''s }}'",
    '      tags: ["a", "\\t{{ 1 +* 2 }}"]',
    '    note: >',
    '      several lines, and',
    '      then {{ unknown_thing.x }} is wrong',
  ].join('\n')
  const scope = projectFileScope({
    environment: {},
    vars: { layers: [], owner: 'dbt_project.yml' },
    target: null,
    secrets: 'refused',
  })
  const { faults } = await rendered(yaml, { environment: scope })
  expect(faults.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`)).toEqual([
    'missing-env-var 2:15',
    'jinja-syntax 4:21',
    'jinja-syntax 5:28',
    'jinja-undefined 8:15',
  ])
  expect(faults.every(({ at }) => at?.source === yaml)).toBe(true)
})

test('keys are not rendered, and what is not text stays as it is', async () => {
  const { value } = await rendered('"{{ n }}": 1.0\nb: [true, null, 2]')
  expect(value).toEqual({ '{{ n }}': new Float(1), b: [true, null, 2] })
})

test('only the part asked for is rendered, and paths count from there', async () => {
  const paths: YamlPath[] = []
  const { value } = await rendered('models:\n  - name: "{{ n }}"\n    columns: [{name: x}]', {
    root: ['models', 0],
    renders: (path) => {
      paths.push([...path])
      return true
    },
  })
  expect(value).toEqual({ name: 4, columns: [{ name: 'x' }] })
  expect(paths).toEqual([['name'], ['columns', 0, 'name']])
})

test('what has no Jinja is not copied', async () => {
  const document = readYaml('a: [b, {c: d}]\ne: "{{ n }}"', 'm.yml')
  const value = await renderYaml(document, [], { environment: SCOPE, renders: () => true, report: () => {} })
  expect(value).toEqual({ a: ['b', { c: 'd' }], e: 4 })
  expect((value as { readonly a: unknown }).a).toBe((document.value as { readonly a: unknown }).a)
})

test('a string that is not to be rendered stays as written', async () => {
  const { value } = await rendered('description: "{{ doc(\'x\') }}"\nname: "{{ s }}"', {
    renders: (path) => path[0] !== 'description',
  })
  expect(value).toEqual({ description: "{{ doc('x') }}", name: 'abc' })
})

test('macros, ref and the like are unknown in YAML, and the error says so', async () => {
  const { faults } = await rendered('a: "{{ ref(\'x\') }}"')
  expect(faults).toHaveLength(1)
  expect(faults[0]?.message).toContain("'ref'")
})

interface RecordedPaths {
  readonly rendered: readonly YamlPath[]
  readonly skipped: readonly YamlPath[]
}

const KEYS: {
  readonly lists: Readonly<Record<string, RecordedPaths>>
  readonly project: { readonly paths: readonly YamlPath[]; readonly skipped: readonly YamlPath[] }
} = JSON.parse(readFileSync(testdata('rendered-keys.json'), 'utf8'))

test.each(Object.entries(KEYS.lists))("of %s dbt's keys are rendered and no others", (list, { rendered, skipped }) => {
  expect(rendered.filter((path) => !rendersPropertyKey(list, path))).toEqual([])
  expect(skipped.filter((path) => rendersPropertyKey(list, path))).toEqual([])
  expect(Math.min(rendered.length, skipped.length)).toBeGreaterThan(20)
})

test("of project files dbt's keys are rendered and no others", () => {
  expect(KEYS.project.paths.filter((path) => !rendersProjectKey(path))).toEqual(KEYS.project.skipped)
})

function testdata(file: string): URL {
  return new URL(`testdata/${file}`, import.meta.url)
}

/** Our value in the notation of the recording. */
function tag(value: YamlValue): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number' && !Number.isInteger(value)) return { float: String(value) }
  if (typeof value === 'number' || typeof value === 'bigint') return { int: String(value) }
  if (value instanceof Float) return { float: `${value.value}.0` }
  if (Array.isArray(value)) return value.map(tag)
  return { map: Object.entries(value).map(([key, item]) => [key, tag(item)]) }
}
