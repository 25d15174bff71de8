import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { readYaml } from './yaml-document.ts'

/** Everything that is wrong with a text: `line:column message`. */
function faultsOf(...lines: readonly string[]): readonly string[] {
  try {
    readYaml(lines.join('\n'), 'models/m.yml')
  } catch (thrown) {
    if (!(thrown instanceof AssayError)) throw thrown
    return thrown.diagnostics.map(({ code, severity, message, at }) => {
      expect({ code, severity, file: at?.file }).toEqual({
        code: 'yaml-syntax',
        severity: 'error',
        file: 'models/m.yml',
      })
      return `${at?.line}:${at?.column} ${message}`
    })
  }
  return []
}

test('all mistakes of a file are told at once, each at its line', () => {
  expect(
    faultsOf(
      'models:',
      '  - name: a',
      '    description: net: of tax',
      '  - name: b',
      '    description: "the" order',
      '  - name: c',
      '\tdescription: d',
    ),
  ).toEqual([
    '3:18 this value contains `: `, which makes it look like a key',
    '5:24 there is more text after the value has ended',
    '7:1 a tab stands where YAML allows only spaces',
  ])
})

test('a diagnostic carries the text, so that a code frame can be cut from it, and a remedy', () => {
  const text = 'models:\n  - name: {{ var("x") }}\n'
  try {
    readYaml(text, 'm.yml')
    expect.unreachable()
  } catch (thrown) {
    expect((thrown as AssayError).diagnostics).toEqual([
      {
        code: 'yaml-syntax',
        severity: 'error',
        message: 'a value that begins with `{{` must be in quotes: YAML takes the brace for the start of a mapping',
        hint: `write the whole value in double quotes, and single quotes inside it: "{{ var('x') }}"`,
        at: { file: 'm.yml', line: 2, column: 11, source: text },
      },
    ])
  }
})

test.each<[string, readonly string[], readonly string[]]>([
  [
    'Jinja behind a value',
    ['a: {{ x }}_y'],
    ['1:4 a value that begins with `{{` must be in quotes: YAML takes the brace for the start of a mapping'],
  ],
  [
    'a Jinja statement',
    ['a: {% if x %}b{% endif %}'],
    ['1:4 a value that begins with `{%` must be in quotes: YAML takes the brace for the start of a mapping'],
  ],
  [
    'tabs',
    ['models:', '\t- name: a', '\t  x: 1'],
    ['2:1 a tab stands where YAML allows only spaces', '3:1 a tab stands where YAML allows only spaces'],
  ],
  ['no colon', ['models:', '  - name a', '    description: x'], ["2:5 a colon is missing after 'name'"]],
  ['no colon before a list', ['version: 2', 'models', '  - name: a'], ["2:1 a colon is missing after 'models'"]],
  [
    'no colon between keys',
    ['models:', '  - name: a', '    description foo', '    columns: []'],
    ["3:5 a colon is missing after 'description'"],
  ],
  [
    'no space after a colon',
    ['models:', '  - name:a', '    description: x'],
    ["2:10 a space is missing after the colon of 'name'"],
  ],
  ['no space after a dash', ['models:', '  -name: a', '   description: x'], ['2:4 a space is missing after the dash']],
  [
    'a key too far left',
    ['models:', '  - name: a', '   description: x'],
    ['3:4 the indentation of this line fits no line above it'],
  ],
  [
    'a key too far right',
    ['models:', '  - name: a', '      description: x', '    columns: []'],
    ['3:7 this line is indented deeper than its neighbours, though the line before it already has a value'],
  ],
  [
    'a key further right, later',
    ['models:', '  - name: a', '    description: x', '     tests: [a]'],
    ['4:6 this line is indented deeper than its neighbours, though the line before it already has a value'],
  ],
  [
    'a dash too far left',
    ['models:', '  - name: a', '    columns:', '      - name: b', '     - name: c'],
    ['5:6 the indentation of this line fits no line above it'],
  ],
  [
    'a key among dashes',
    ['models:', '  - name: a', '  columns: x'],
    ['3:3 the indentation of this line fits no line above it'],
  ],
  [
    'text outside its block',
    ['a:', '  b: |', '      x', '     y', '  z: 1'],
    ['4:6 the indentation of this line fits no line above it'],
  ],
  ['text behind |', ['a: |x', '  y'], ['1:5 text follows the | or > of a block']],
  ['an open double quote', ['a: 1', 'b: "open', 'c: 2'], ['2:4 the " that opens here is never closed']],
  ['an apostrophe in single quotes', ["a: 'it's'", 'b: 1'], ['1:8 there is more text after the value has ended']],
  ['an unknown escape', ['a: "\\d+"'], ['1:5 \\d means nothing in double quotes']],
  ['an open list', ['a:', '  - tests: [x, y', '  - name: b'], ['2:12 the [ that opens here is not closed']],
  ['an open mapping', ['a:', '  - tests: {x: 1', '  - name: b'], ['2:12 the { that opens here is not closed']],
  ['a bracket too many', ['a: [b]]'], ['1:7 this ] closes or separates nothing']],
  [
    'reserved characters',
    ['a: @b', 'c: `d', 'e: %f'],
    [
      '1:4 a value cannot begin with @ unless it is in quotes',
      '2:4 a value cannot begin with ` unless it is in quotes',
      '3:4 a value cannot begin with % unless it is in quotes',
    ],
  ],
  ['a star', ['a: *', 'b: 1'], ['1:4 a value that begins with * refers to an anchor, but none is named']],
  ['an unknown anchor', ['a: *defaults'], ["1:4 no anchor '&defaults' stands above this"]],
  ['an anchor within itself', ['a: &x [1, *x]'], ["1:11 the anchor '&x' contains itself"]],
  ['a merge of no mapping', ['a:', '  <<: 1'], ['2:7 `<<` merges mappings, and this is not one']],
  ['a tag', ['a: !python/object:os.system rm'], ['1:4 the tag !python/object:os.system is not supported here']],
  ['two documents', ['---', 'a: 1', '---', 'b: 2'], ['3:1 the file holds several documents, separated by `---`']],
  [
    'a merge conflict',
    ['a: 1', '<<<<<<< HEAD', 'b: 1', '=======', 'b: 2', '>>>>>>> other'],
    ['2:1 a merge conflict is left in the file'],
  ],
  ['a colon without a key', ['a: 1', ': b'], ['2:1 a key is missing before this colon']],
  ['a list as a key', ['? [a, b]', ': c'], ['1:3 a list or mapping cannot be a key']],
  ['a control character', ['a: 1', 'b: x\u0001y'], ['2:5 the file contains the unprintable character U+0001']],
])('%s', (_name, lines, faults) => {
  expect(faultsOf(...lines)).toEqual(faults)
})
