import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { locate } from '../base/position.ts'
import { Float } from '../jinja/values/value.ts'
import type { Places } from './cursor.ts'
import { readQuickly } from './quick.ts'
import { readThoroughly } from './thorough.ts'
import { isFaults, placeAt, placeOf, readYaml } from './yaml-document.ts'
import type { YamlPath, YamlValue } from './yaml-value.ts'

/** An answer of PyYAML, tagged where JSON has no such type: see testdata/record.py. */
interface Recorded {
  readonly yaml: string
  readonly value?: Tagged
  readonly error?: true
}

type Tagged =
  | null
  | boolean
  | string
  | readonly Tagged[]
  | { readonly int: string }
  | { readonly float: string }
  | { readonly time: string }
  | { readonly python: string }
  | { readonly map: readonly (readonly [Tagged, Tagged])[] }

const RECORDED: readonly Recorded[] = JSON.parse(readFileSync(new URL('testdata/pyyaml.json', import.meta.url), 'utf8'))

/** Where Assay answers differently on purpose. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'a: 2024-13-01': 'a day that does not exist is text, not a crash',
  'a: =': 'PyYAML has no use for `=`; here it is text',
  'a: !!value x': 'unsupported either way, but',
  'a: !!binary aGVsbG8=': 'bytes have no place in a project',
  'a: !!set {x, y}': 'sets have no place in a project',
  'a: !!omap [x: 1]': 'lists of pairs have no place in a project',
  '1: a\n2.5: b\nnull: c\ntrue: d\n2024-01-01: e': 'keys are text, so 1 and true stay two keys',
  'a: 1\n\t\nb: 2': 'a tab alone on a line hurts nobody',
  'a: !': 'null rather than empty text',
  '- &a a\n- &a b\n- *a': 'an anchor may be defined anew, as YAML 1.2 has it',
  'a: \u0085b': 'YAML 1.1 alone breaks lines here',
  'a: x\u2028y': 'YAML 1.1 alone breaks lines here',
  'a: "a\u0085b"': 'YAML 1.1 alone breaks lines here',
  'a: "\\ud83d\\ude00"': 'a surrogate pair is the character it stands for',
  'a: [?x]': 'an accident of PyYAML',
  'a: [-]': 'an accident of PyYAML',
  'a: [:x]': 'text, as YAML 1.2 has it',
  'a: [x:]': 'a key without a value, as YAML 1.2 has it',
  'a: {x:}': 'a key without a value, as YAML 1.2 has it',
  'a: [::]': 'a key without a value, as YAML 1.2 has it',
}

test.each(RECORDED.filter(({ yaml }) => !(yaml in DIFFERENT)))('PyYAML and Assay agree on $yaml', (recorded) => {
  if (recorded.error) expect(() => readYaml(recorded.yaml, 'm.yml')).toThrow(AssayError)
  else expect(tag(readYaml(recorded.yaml, 'm.yml').value)).toEqual(untime(recorded.value as Tagged)) // recorded: one of the two is there
})

test('every deliberate difference is among the recorded texts, and is one', () => {
  for (const yaml of Object.keys(DIFFERENT)) {
    const recorded = RECORDED.find((candidate) => candidate.yaml === yaml)
    const reading = thoroughly(yaml)
    const ours = reading === undefined ? 'error' : JSON.stringify(tag(reading))
    const theirs = recorded?.error ? 'error' : JSON.stringify(untime(recorded?.value as Tagged)) // checked by the next line
    expect({ yaml, recorded: recorded !== undefined, same: ours === theirs && yaml !== 'a: !!value x' }).toEqual({
      yaml,
      recorded: true,
      same: false,
    })
  }
})

/** Texts the quick reader reads as PyYAML does and the `yaml` library does not. */
const ONLY_QUICK = ['a: [\n1,\n2\n]', 'a: [\nb\n]', 'a: "x\n\ty"', 'a: [\n\tb]', 'a: {\n\tb: 1}', 'a: >1\n  x']

test('the quick reader reads most of what is recorded, and nothing that PyYAML refuses', () => {
  const quick = RECORDED.filter(({ yaml }) => readQuickly(yaml) !== undefined)
  expect(quick.length).toBeGreaterThan(RECORDED.length / 2)
  expect(quick.filter(({ yaml, error }) => error && !(yaml in DIFFERENT)).map(({ yaml }) => yaml)).toEqual([])
})

test('what the quick reader reads, the thorough one reads alike, places included', () => {
  const pieces = RECORDED.map(({ yaml }) => yaml).filter((yaml) => !ONLY_QUICK.includes(yaml))
  const edit = fc.record({ at: fc.nat(400), remove: fc.nat(2), insert: fc.constantFrom('', ...PUNCTUATION) })
  let compared = 0
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }),
      fc.array(edit, { maxLength: 3 }),
      (texts, edits) => {
        let text = texts.join('\n')
        for (const { at, remove, insert } of edits)
          text = text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + remove)
        const quick = readQuickly(text)
        const thorough = quick === undefined ? undefined : readThoroughly(text, 'm.yml')
        // The library refuses flow collections that are not indented; PyYAML reads them, and so do we.
        if (quick === undefined || isFaults(quick) || thorough === undefined || isFaults(thorough)) return
        // In block scalars it drops a last line of spaces only, and ends what the text does not; PyYAML does neither.
        if (/[|>][-+]?\d|[ \t]$/.test(text)) return
        compared++
        expect(tag(quick.value)).toEqual(tag(thorough.value))
        expect(quick.duplicates).toEqual(thorough.duplicates)
        expect(placesIn(quick.value, quick.places)).toEqual(placesIn(thorough.value, thorough.places))
      },
    ),
    { numRuns: 4000 },
  )
  expect(compared).toBeGreaterThan(500)
})

/** The places of keys and of values that are written at all, in the order of the text. */
function placesIn(value: YamlValue, places: Places): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const own = places.get(value) ?? []
  if (Array.isArray(value)) return value.map((item, i) => [item === null ? 'nothing' : own[i], placesIn(item, places)])
  const map = value as Readonly<Record<string, YamlValue>>
  return Object.keys(map).map((key) => {
    const entry = own.lastIndexOf(key)
    const item = map[key] ?? null
    return [key, own[entry + 1], item === null ? 'nothing' : own[entry + 2], placesIn(item, places)]
  })
}

const PUNCTUATION = [
  '\n',
  '\n  ',
  '\n- ',
  '  ',
  ':',
  ': ',
  '- ',
  '#',
  ' # c',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ', ',
  '|\n ',
  '>\n ',
  'a',
  '1',
  '\\',
  '\r\n',
]

test('a value is found by its path', () => {
  const text = [
    'version: 2',
    'models:',
    '  - name: orders',
    '    columns:',
    '      - {name: id, tests: [unique, not_null]}',
    '      - name: "status"',
    '        tests:',
    '          - accepted_values:',
    '              values: [a, b]',
    'empty:',
  ].join('\n')
  const document = readYaml(text, 'models/m.yml')
  const at = (path: YamlPath, part?: 'key' | 'value') => {
    const { line, column } = placeOf(document, path, part)
    return `${line}:${column}`
  }
  expect(at(['models', 0, 'name'])).toBe('3:11')
  expect(at(['models', 0, 'name'], 'key')).toBe('3:5')
  expect(at(['models', 0, 'columns', 0, 'tests', 1])).toBe('5:36')
  expect(at(['models', 0, 'columns', 1, 'name'])).toBe('6:15')
  expect(at(['models', 0, 'columns', 1, 'tests', 0, 'accepted_values', 'values', 1])).toBe('9:27')
  expect(at(['empty'], 'key')).toBe('10:1')
  expect(at(['models', 0, 'columns', 7, 'name'])).toBe('5:7')
  expect(at(['nothing'])).toBe('1:1')
})

test('every offset of a document is the place that counting lines gives', () => {
  const text = 'a: 1\r\n\r\nb:\n  - é\n'
  const document = readYaml(text, 'm.yml')
  for (let offset = 0; offset <= text.length; offset++)
    expect(placeAt(document, offset)).toEqual(locate(text, offset, 'm.yml'))
})

test('places survive anchors and merges: a merged key is where it was written', () => {
  const document = readYaml('base: &base\n  a: 1\nmore:\n  <<: *base\n  b: 2\n', 'm.yml')
  expect(document.value).toEqual({ base: { a: 1 }, more: { a: 1, b: 2 } })
  expect(placeOf(document, ['more', 'a'])).toMatchObject({ line: 2, column: 6 })
  expect(placeOf(document, ['more', 'b'], 'key')).toMatchObject({ line: 5, column: 3 })
})

test('a key that stands twice is a warning at the later one, and the last counts', () => {
  const document = readYaml('a: 1\nb:\n  c: 2\n  c: 3\n', 'm.yml')
  expect(document.value).toEqual({ a: 1, b: { c: 3 } })
  expect(document.warnings).toMatchObject([
    {
      code: 'duplicate-yaml-key',
      severity: 'warning',
      message: "the key 'c' stands twice in one mapping; the last one counts",
      at: { file: 'm.yml', line: 4, column: 3 },
    },
  ])
})

test('a key named __proto__ is a key like any other', () => {
  const { value } = readYaml('__proto__: {polluted: true}\na: 1', 'm.yml')
  expect(Object.keys(value as object)).toEqual(['__proto__', 'a'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
})

test('many aliases are fine, as long as what they stand for is not too much', () => {
  const anchors = Array.from({ length: 500 }, (_, i) => `- &a${i} {x: 1}`).join('\n')
  const aliases = Array.from({ length: 5000 }, (_, i) => `- *a${i % 500}`).join('\n')
  expect(readYaml(`${anchors}\n${aliases}`, 'm.yml').value).toHaveLength(5500)
})

test('aliases of aliases that stand for millions of values are refused at the one that is too many', () => {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`)
  const errors = errorsOf(() => readYaml(`l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n${levels.join('\n')}`, 'bomb.yml'))
  expect(errors).toMatchObject([
    {
      code: 'yaml-too-large',
      message: 'the file stands for too many values, more than the 2,000,000 values that are read',
      at: { file: 'bomb.yml', line: 7 },
    },
  ])
})

test.each([
  ['lists', '[', ']'],
  ['mappings', '{a: ', '}'],
  ['blocks', '- ', ''],
])('%s nested past 200 levels are refused by either reader', (_name, opening, closing) => {
  const refusal = {
    code: 'yaml-too-large',
    message: 'the file nests collections too deeply, more than the 200 levels that are read',
  }
  expect(errorsOf(() => readYaml(opening.repeat(100_000), 'deep.yml'))).toMatchObject([refusal])
  const deep = `${opening.repeat(201)}x${closing.repeat(201)}`
  expect(readThoroughly(deep, 'deep.yml')).toMatchObject([refusal])
  expect(readYaml(`${opening.repeat(200)}x${closing.repeat(200)}`, 'deep.yml').value).toBeInstanceOf(Object)
})

test('a text past the limit of length is refused before it is read', () => {
  expect(errorsOf(() => readYaml(' '.repeat(32_000_001), 'm.yml'))).toMatchObject([{ code: 'yaml-too-large' }])
})

function thoroughly(yaml: string): YamlValue | undefined {
  try {
    return readYaml(yaml, 'm.yml').value
  } catch {
    return undefined
  }
}

function errorsOf(body: () => unknown): readonly Diagnostic[] {
  try {
    body()
  } catch (thrown) {
    if (thrown instanceof AssayError) return thrown.diagnostics
    throw thrown
  }
  return []
}

/** Our value in the notation of the recording. */
function tag(value: YamlValue): Tagged {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'bigint') return { int: String(value) }
  if (typeof value === 'number') return Number.isInteger(value) ? { int: String(value) } : { float: String(value) }
  if (value instanceof Float) return { float: floatText(value.value) }
  if (Array.isArray(value)) return value.map(tag)
  const map = value as Readonly<Record<string, YamlValue>>
  return { map: Object.keys(map).map((key) => [key, tag(map[key] as YamlValue)] as const) }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return Object.is(value, -0) ? '-0.0' : `${value}.0`
}

/** The recording without what we drop on purpose: times are text, keys are text, in JavaScript's order of keys. */
function untime(recorded: Tagged): Tagged {
  if (recorded === null || typeof recorded !== 'object') return recorded
  if (isList(recorded)) return recorded.map(untime)
  if ('time' in recorded) return recorded.time
  if ('map' in recorded) {
    const object: Record<string, Tagged> = {}
    for (const [key, value] of recorded.map) object[keyText(key)] = untime(value)
    return { map: Object.keys(object).map((key) => [key, object[key] as Tagged] as const) }
  }
  return recorded
}

function isList(recorded: Tagged): recorded is readonly Tagged[] {
  return Array.isArray(recorded)
}

function keyText(key: Tagged): string {
  if (key === null || typeof key !== 'object') return String(key)
  if ('int' in key) return key.int
  if ('float' in key) return key.float
  return 'time' in key ? key.time : JSON.stringify(key)
}
