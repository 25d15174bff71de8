import { describe, expect, test } from 'vitest'
import { type Block, parseBlocks } from './blocks.ts'

const file = 'macros/all.sql'

function summary(source: string): readonly string[] {
  return parseBlocks(source, file).blocks.map(({ kind, name }) => `${kind} ${name}`)
}

function problems(source: string): readonly string[] {
  return parseBlocks(source, file).diagnostics.map(
    ({ severity, message, at }) => `${at?.line}:${at?.column} ${severity}: ${message}`,
  )
}

function only(source: string): Block {
  const { blocks, diagnostics } = parseBlocks(source, file)
  const [block] = blocks
  if (block === undefined || blocks.length > 1) throw new Error('not one block', { cause: diagnostics })
  return block
}

test('blocks have the names that dbt gives them', () => {
  const source = [
    '{% macro a() %}{% endmacro %}',
    '{% test b(model) %}{% endtest %}',
    '{% data_test c(model) %}{% enddata_test %}',
    '{% materialization d, default %}{% endmaterialization %}',
    "{% materialization e, adapter='postgres' %}{% endmaterialization %}",
    '{% snapshot f %}{% endsnapshot %}',
    '{% docs g %}{% enddocs %}',
  ].join('\n')
  expect(summary(source)).toEqual([
    'macro a',
    'test test_b',
    'data_test test_c',
    'materialization materialization_d_default',
    'materialization materialization_e_postgres',
    'snapshot f',
    'docs g',
  ])
  expect(problems(source)).toEqual([])
})

test('only the kinds asked for count', () => {
  const source = '{% docs a %}x{% enddocs %}{% macro c() %}{% endmacro %}'
  expect(parseBlocks(source, file, ['docs']).blocks.map(({ name }) => name)).toEqual(['a'])
})

describe('what is between blocks is ignored', () => {
  for (const [what, between] of [
    ['text', 'select 1'],
    ['what no template may hold', '{% https://example.org/x %} }} {{ 1 + }} {{ unclosed'],
    ['a comment with a block in it', '{# {% macro commented() %}{% endmacro %} #}'],
    ['raw text with a block in it', '{% raw %}{% macro raw() %}{% endmacro %}{% endraw %}'],
    ['a string with a block in it', '{% set x = "{% macro string() %}{% endmacro %}" %}{{ "{% macro y() %}" }}'],
    ['an apostrophe', "{% don't %}"],
  ])
    test(what ?? '', () => {
      const source = `{% macro a() %}{% endmacro %}\n${between}\n{% macro b() %}{% endmacro %}`
      expect(summary(source)).toEqual(['macro a', 'macro b'])
    })
})

test('inside a block strings, comments and raw text hide its end', () => {
  const body = '{{ "{% endmacro %}" }}{# {% endmacro %} #}{% raw %}{% endmacro %}{% endraw %}'
  const source = `{% macro a() %}${body}{% endmacro %}`
  const { contents } = only(source)
  expect(source.slice(contents.start, contents.end)).toBe(body)
})

test('the span takes in the white space that the tags trim, as dbt cuts its macro_sql', () => {
  const source = 'x\n\n {%- macro a() -%}\n body\n {%- endmacro -%}\n\n{% macro b() %}{% endmacro %}'
  const [a, b] = parseBlocks(source, file).blocks
  const cut = (span: { start: number; end: number } | undefined) => source.slice(span?.start, span?.end)
  expect(cut(a?.span)).toBe('\n\n {%- macro a() -%}\n body\n {%- endmacro -%}\n\n')
  expect(cut(a?.contents)).toBe('body')
  expect(cut(b?.span)).toBe('{% macro b() %}{% endmacro %}')
})

test('a macro knows its arguments, their defaults and types', () => {
  const { parameters } = only("{% macro m(a, b=[1], c: str = 'x', d: dict[str, list[int]] = {}) %}{% endmacro %}")
  expect(parameters.map(({ name, type, default: byDefault }) => [name, type, byDefault?.kind])).toEqual([
    ['a', null, undefined],
    ['b', null, 'list'],
    ['c', 'str', 'literal'],
    ['d', 'dict[str, list[int]]', 'dict'],
  ])
})

test('a materialization knows its adapter and languages', () => {
  const two = only(
    "{% materialization m, adapter='x', supported_languages=['sql', 'python'] %}{% endmaterialization %}",
  )
  expect([two.adapter, two.supportedLanguages]).toEqual(['x', ['sql', 'python']])
  const one = only('{% materialization m, default %}{% endmaterialization %}')
  expect([one.adapter, one.supportedLanguages]).toEqual(['default', ['sql']])
  expect(one.parameters.map(({ name }) => name)).toEqual(['supported_languages'])
})

test('a snapshot is a template of what is between its tags', () => {
  const source = '\n{% snapshot s %}\n{{ config() }}\nselect 1\n{% endsnapshot %}'
  const block = only(source)
  expect(block.body.map(({ kind }) => kind)).toEqual(['text', 'output', 'text'])
  expect(source.slice(block.contents.start, block.contents.end)).toBe('\n{{ config() }}\nselect 1\n')
  expect(source.slice(block.labelSpan.start, block.labelSpan.end)).toBe('s')
})

describe('errors are gathered, and spare the other blocks', () => {
  test('in several blocks', () => {
    const source = [
      '{% macro a( %}{% endmacro %}',
      '{% macro ok() %}{% endmacro %}',
      '{% macro b() %}',
      '  {{ 1 + }}',
      '{% endmacro %}',
      '{% macro c() %}{% if x %}{% endmacro %}',
      '{% docs %}{% enddocs %}',
    ].join('\n')
    expect(summary(source)).toEqual(['macro ok'])
    expect(problems(source)).toEqual([
      "1:13 error: expected the name of an argument, found '%'",
      "4:10 error: unexpected '}}'",
      "6:29 error: 'endmacro' comes too early: 'elif', 'else' or 'endif' must come first",
      '7:1 error: this docs block has no name',
    ])
  })

  test('a block that is never closed does not swallow the next', () => {
    const source = '{% macro a() %}\n{% macro b() %}{% endmacro %}\n{% test c() %}'
    expect(summary(source)).toEqual(['macro b'])
    expect(problems(source)).toEqual(["1:1 error: macro 'a' is never closed", "3:1 error: test 'c' is never closed"])
  })

  test('a block in a branch', () => {
    const source = "{% if target.type == 'x' %}\n{% macro a() %}{% endmacro %}{% endif %}{% macro b() %}{% endmacro %}"
    expect(summary(source)).toEqual(['macro b'])
    expect(problems(source)).toEqual(["2:1 error: 'macro' stands inside of 'if', but definitions hold always"])
  })

  test('a wrong option of a materialization', () => {
    const source = "{% materialization m, adaptr='x' %}{% endmaterialization %}"
    expect(problems(source)).toEqual(["1:23 error: a materialization has no option 'adaptr'"])
  })

  test('languages that are no list of strings', () => {
    const source = "{% materialization m, supported_languages='sql' %}{% endmaterialization %}"
    expect(problems(source)).toEqual(["1:23 error: 'supported_languages' must be a list of strings"])
  })
})

test('a tag outside of blocks is warned of, since it does nothing', () => {
  const { diagnostics } = parseBlocks('{% set x = 1 %}\n{% marco a() %}{% endmarco %}', file)
  expect(diagnostics.map(({ code, severity, message, hint }) => ({ code, severity, message, hint }))).toEqual([
    {
      code: 'jinja-ignored',
      severity: 'warning',
      message: "the tag 'set' has no effect outside of a block",
      hint: "what counts here is 'macro', 'test', 'data_test', 'materialization', 'snapshot' or 'docs'",
    },
    {
      code: 'jinja-ignored',
      severity: 'warning',
      message: "the tag 'marco' has no effect outside of a block",
      hint: "did you mean 'macro'?",
    },
  ])
})

test('a dash at the edge of a file takes no white space in, as the file is read without it', () => {
  const source = '\n{%- macro one() -%}1{%- endmacro -%}\n\n{%- macro two() -%}2{%- endmacro -%}\n'
  const { blocks } = parseBlocks(source, 'm.sql', ['macro'])
  expect(blocks.map(({ span }) => source.slice(span.start, span.end))).toEqual([
    '{%- macro one() -%}1{%- endmacro -%}\n\n',
    expect.stringMatching(/\{%- macro two\(\) -%\}2\{%- endmacro -%\}$/),
  ])
})
