import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AssayError } from '../base/diagnostic.ts'
import type { Expression, Statement } from './ast.ts'
import { parseTemplate } from './template.ts'
import { walk } from './walk.ts'

/** The text that each node of a kind stands for. */
function texts(source: string, kind: (Expression | Statement)['kind']): readonly string[] {
  const found: string[] = []
  walk(parseTemplate(source, 'f').body, (node) => {
    if (node.kind === kind) found.push(source.slice(node.span.start, node.span.end))
  })
  return found
}

describe('every node knows its text', () => {
  for (const [kind, source, expected] of [
    ['text', 'a {{- 1 -}} b{# c #} d\n', ['a', 'b', ' d']],
    ['output', 'a{{ x }}{{- y -}} ', ['{{ x }}', '{{- y -}}']],
    ['name', '{{ a.b + (c) }}', ['a', 'c']],
    ['attribute', '{{ a.b.c() }}', ['a.b.c', 'a.b']],
    ['item', "{{ a['b'][0].1 }}", ["a['b'][0].1", "a['b'][0]", "a['b']"]],
    ['slice', '{{ a[1:2] [:] }}', ['a[1:2] [:]', 'a[1:2]']],
    ['call', '{{ f( 1, k = 2 )(3) }}', ['f( 1, k = 2 )(3)', 'f( 1, k = 2 )']],
    ['filter', '{{ a | f | g(1) }}', ['a | f | g(1)', 'a | f']],
    ['test', '{{ a is not b(1) }}{{ a is divisibleby 3 }}', ['a is not b(1)', 'a is divisibleby 3']],
    ['tuple', '{{ 1, 2 }}{{ (1, 2) }}{{ () }}', ['1, 2', '(1, 2)', '()']],
    ['list', '{{ [1, [2], ] }}', ['[1, [2], ]', '[2]']],
    ['dict', '{{ {1: {}} }}', ['{1: {}}', '{}']],
    ['literal', '{{ \'a\' "b" }}{{ 1_0 }}{{ none }}', ['\'a\' "b"', '1_0', 'none']],
    ['conditional', '{{ a if b else c if d }}', ['a if b else c if d', 'c if d']],
    ['compare', '{{ a < b not in c }}', ['a < b not in c']],
    ['concat', '{{ a ~ b ~ c }}', ['a ~ b ~ c']],
    ['logic', '{{ a or b and c }}', ['a or b and c', 'b and c']],
    ['sign', '{{ - a ** b }}', ['- a']],
    ['if', 'x{%- if a %}b{% elif c %}{% else %}d{% endif -%} ', ['{%- if a %}b{% elif c %}{% else %}d{% endif -%}']],
    ['for', '{% for a in b %}{% else %}{% endfor %} ', ['{% for a in b %}{% else %}{% endfor %}']],
    ['set', '{% set a = 1 %}b', ['{% set a = 1 %}']],
    ['macro', '{% macro m(a) %}b{% endmacro %}', ['{% macro m(a) %}b{% endmacro %}']],
  ] as const)
    test(`${kind} in ${source}`, () => expect(texts(source, kind)).toEqual(expected))
})

describe('a syntax error tells what is wrong, where, and what to do', () => {
  for (const [source, message, line, column, hint] of [
    ['select {{ a b }}', "expected '}}', found 'b'", 1, 13],
    ['{{ a }\n}', "'}' closes nothing", 1, 6],
    ['{{ f(1, 2] }}', "expected ')' before ']'", 1, 10],
    ["\n {{ 'abc }}", 'this string is never closed', 2, 5],
    ['{% if (a %}', "expected ')' before '}'", 1, 11],
    ['{% macro m( %}', "expected the name of an argument, found '%'", 1, 13, "a bracket before the '%}' is still open"],
    ['a\n{{ f(x)\n\n', 'this tag is never closed', 2, 1],
    ['a {# b', 'this comment is never closed', 1, 3, "end it with '#}'"],
    ['{% raw %}', "this 'raw' block is never closed", 1, 1, 'end it with {% endraw %}'],
    ['a\n{% if x %}\n{% for y in z %}\n{% endfor %}\n', "'if' is never closed", 2, 1, 'end it with {% endif %}'],
    ['{% if x %}{% endfor %}', "'endfor' comes too early: 'elif', 'else' or 'endif' must come first", 1, 14],
    ['{% endif %}', "'endif' has nothing to end here", 1, 4],
    ['\n{% fro x in y %}{% endfor %}', "unknown tag 'fro'", 2, 4, "did you mean 'for'?"],
    [
      "{% include 'a.sql' %}",
      "the tag 'include' is not supported",
      1,
      4,
      'share code through macros in the macro folders: they are visible everywhere',
    ],
    ['{{ a ? b : c }}', "unexpected character '?'", 1, 6],
    ['{{ f(a=1, 2) }}', 'positional arguments come before keyword arguments', 1, 11],
    ['{{ f(a=1, a=2) }}', "the keyword argument 'a' is given twice", 1, 11],
    ['{% macro m(a=1, b) %}{% endmacro %}', "the argument 'b' needs a default, as one before it has", 1, 17],
    ['{% set 1 = 2 %}', "cannot assign to '1'", 1, 8],
    ['{% call x %}{% endcall %}', "'call' needs a call, as in {% call name(…) %}", 1, 4],
    ['{{ a is b is c }}', "tests cannot be chained with 'is'", 1, 11, "join them with 'and'"],
    ["{{ '\\x4' }}", "the escape '\\x' is cut short", 1, 5],
    ['{% break %}', "'break' stands outside of a loop", 1, 4],
    ['{% for loop in x %}{% endfor %}', "'loop' cannot be assigned inside of a 'for'", 1, 8],
    ['{{ }}', "expected an expression, found '}}'", 1, 4],
    ['{% if %}{% endif %}', "expected an expression, found '%}'", 1, 7],
  ] as const)
    test(source, () => {
      let found: unknown
      try {
        parseTemplate(source, 'm.sql')
      } catch (error) {
        found = (error as AssayError).diagnostics
      }
      expect(found).toMatchObject([{ message, at: { file: 'm.sql', line, column, source }, severity: 'error' }])
      expect(found).toMatchObject([hint === undefined ? {} : { hint }])
    })
})

test('a template nested beyond the stack is refused, not crashed on', () => {
  const deep = 50_000
  expect(() => parseTemplate(`{{ ${'('.repeat(deep)}1${')'.repeat(deep)} }}`, 'f')).toThrow('this is nested too deeply')
  expect(() => parseTemplate(`{{ ${'not '.repeat(deep)}1 }}`, 'f')).toThrow('this is nested too deeply')
  expect(() => parseTemplate('{% if x %}'.repeat(deep), 'f')).toThrow('this is nested too deeply')
})

test('the text and tags of any template, put one after another, are the template', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\r\n',
    '{',
    '}',
    '%',
    '#',
    '{{ x }}',
    '{{- y -}}',
    '{% set a = 1 %}',
    '{# c #}',
    '😀',
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const source = pieces.join('')
      let body: readonly Statement[]
      try {
        body = parseTemplate(source, 'f').body
      } catch {
        return // the pieces made a delimiter between them
      }
      let end = 0
      for (const { span } of body) {
        expect(span.start).toBeGreaterThanOrEqual(end)
        const between = source.slice(end, span.start)
        expect(between.replace(/\{#.*?#\}/gs, '').trim()).toBe('')
        end = span.end
      }
      expect(
        source
          .slice(end)
          .replace(/\{#.*?#\}/gs, '')
          .trim(),
      ).toBe('')
    }),
  )
})

test('text without an opening brace is itself, line ends aside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const source = text.replaceAll('{', '(')
      const parsed = parseTemplate(source, 'f', { keepTrailingNewline: true }).body
      const printed = parsed.map((node) => (node.kind === 'text' ? node.text : '')).join('')
      expect(printed).toBe(source.replace(/\r\n?/g, '\n'))
    }),
  )
})
