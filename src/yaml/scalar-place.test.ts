import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { offsetInScalar, placeInScalar } from './scalar-place.ts'
import { offsetOf, readYaml, type YamlDocument } from './yaml-document.ts'
import { isYamlMap, type YamlPath, type YamlValue } from './yaml-value.ts'

test.each([
  ['plain', 'a: some text', 'text', '1:9'],
  ['plain over lines', 'a: some\n  more\n\n  text', 'text', '4:3'],
  ['single quotes', "a: 'it''s {{ x }}'", '{{', '1:11'],
  ['double quotes', 'a: "tab\\t\\u00e9\\U0001F600 {{ x }}"', '{{', '1:27'],
  ['an escaped line end', 'a: "one\\\n   two"', 'two', '2:4'],
  ['a literal block', 'a: |\n  one\n    two\n  three', 'three', '4:3'],
  ['an indented literal block', 'a: |\n  one\n    two\n  three', 'two', '3:5'],
  ['a folded block', 'a: >- # note\n    one\n    two\n\n    {{ x }}', '{{', '5:5'],
  ['Windows line ends', 'a: |\r\n  one\r\n  two\r\n', 'two', '3:3'],
])('%s: a character of the value is found in the file', (_name, yaml, wanted, place) => {
  const document = readYaml(yaml, 'm.yml')
  const value = (document.value as { readonly a: string }).a
  const { line, column } = placeInScalar(document, offsetOf(document, ['a']), value, value.indexOf(wanted))
  expect(`${line}:${column}`).toBe(place)
})

test('every visible character of every recorded string is found where it stands, escapes aside', () => {
  const cases: readonly { readonly yaml: string; readonly error?: true }[] = JSON.parse(
    readFileSync(new URL('testdata/pyyaml.json', import.meta.url), 'utf8'),
  )
  let characters = 0
  for (const { yaml, error } of cases) {
    // An alias is written elsewhere, and a value's type may differ from its text.
    if (error || /\\|[&*!]|\[-]/.test(yaml)) continue
    const document = readYaml(yaml, 'm.yml')
    for (const [path, value] of stringsOf(document)) {
      if (path.length === 0) continue
      const offset = offsetOf(document, path)
      for (const [index, char] of [...value].entries()) {
        if (/\s/.test(char) || [...value].some((c) => c.length > 1)) continue
        characters++
        expect({ yaml, index, found: yaml.charAt(offsetInScalar(yaml, offset, value, index)) }).toEqual({
          yaml,
          index,
          found: char,
        })
      }
    }
  }
  expect(characters).toBeGreaterThan(500)
})

/** String values with their paths; times are text of ours. */
function stringsOf({ value }: YamlDocument): readonly [YamlPath, string][] {
  const found: [YamlPath, string][] = []
  visit(value, [])
  return found

  function visit(part: YamlValue, path: YamlPath): void {
    if (typeof part === 'string' && !/^\d{4}-\d\d?-\d\d?/.test(part)) found.push([path, part])
    else if (Array.isArray(part)) for (const [index, item] of part.entries()) visit(item, [...path, index])
    else if (isYamlMap(part)) for (const [key, item] of Object.entries(part)) visit(item, [...path, key])
  }
}
