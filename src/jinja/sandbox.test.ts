import { describe, expect, test } from 'vitest'
import { hostFunction, render, TemplateError } from './render.ts'

/** Ways out that have worked in one template engine or another. None may print anything of JavaScript's. */
const NOTHING: readonly string[] = [
  "{{ ''.constructor }}",
  "{{ ''['constructor'] }}",
  '{{ [].constructor }}',
  '{{ {}.constructor }}',
  '{{ (1).constructor }}',
  '{{ (1.5).constructor }}',
  '{{ true.constructor }}',
  '{{ none.constructor }}',
  '{{ (1,).constructor }}',
  '{{ range.constructor }}',
  '{{ range(2).constructor }}',
  '{{ range.prototype }}',
  '{{ range.call }}',
  '{{ namespace(a=1).constructor }}',
  "{{ ''.__proto__ }}",
  '{{ [].__proto__ }}',
  '{{ {}.__proto__ }}',
  "{{ {}['__proto__'] }}",
  "{{ [].length }}{{ ''.length }}",
  "{{ [].map }}{{ [].filter }}{{ ''.charAt }}{{ ''.at }}",
  '{{ {}.hasOwnProperty }}{{ {}.toString }}{{ {}.valueOf }}',
  "{{ '' | attr('constructor') }}{{ [] | attr('__proto__') }}{{ range | attr('prototype') }}",
  "{{ ['a'] | map(attribute='constructor') | join }}{{ [[]] | map(attribute='__proto__') | join }}",
  "{{ f.constructor }}{{ f.prototype }}{{ f.bind }}{{ f['call'] }}",
  '{{ data.constructor }}{{ data.__proto__ }}{{ data.toString }}',
  '{{ constructor }}{{ prototype }}{{ __proto__ }}{{ hasOwnProperty }}{{ toString }}',
  '{{ globalThis }}{{ process }}{{ require }}{{ module }}{{ this }}{{ self }}{{ window }}{{ global }}',
  '{{ runtime }}{{ env }}{{ k }}{{ o }}{{ p }}{{ t }}{{ s }}{{ n }}{{ d }}{{ v1 }}{{ lookup }}{{ missing }}{{ failed }}',
  '{% for x in [1] %}{{ loop.constructor }}{{ loop.__proto__ }}{{ loop.prototype }}{% endfor %}',
  '{% macro m() %}{% endmacro %}{{ m.constructor }}{{ m.prototype }}{{ m.callable }}{{ m.__proto__ }}',
  "{{ cycler('a').constructor }}{{ joiner().constructor }}{{ dict.constructor }}{{ lipsum.constructor }}",
  '{% set ns = namespace() %}{% set ns.__proto__ = 1 %}{{ ns.polluted }}{{ {}.polluted }}',
]

describe('nothing of JavaScript shows through', () => {
  for (const template of NOTHING)
    test(template, async () => {
      expect(await render(template, { f: hostFunction(() => 1), data: { a: 1 } })).toBe('')
    })
})

/** Names that would be trouble as identifiers or object keys. */
const NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'this',
  'await',
  'class',
  'function',
  'arguments',
  'eval',
  'undefined',
  'null',
  'runtime',
  'v1',
  'o',
  'p',
  't',
]

describe('any name can be a variable, an argument and a keyword', () => {
  for (const name of NAMES)
    test(name, async () => {
      const template =
        `{% set ${name} = 1 %}{{ ${name} }}{% for ${name} in [2] %}{{ ${name} }}{% endfor %}` +
        `{% macro m(${name}=3) %}{{ ${name} }}{% endmacro %}{{ m() }}{{ m(4) }}{{ m(${name}=5) }}` +
        `{{ dict(${name}=6) }}{% with ${name} = 7 %}{{ ${name} }}{% endwith %}`
      expect(await render(template, {})).toBe(`12345{'${name}': 6}7`)
    })
})

test('setting a name does not touch any prototype', async () => {
  await render(
    "{% set __proto__ = {'polluted': 1} %}{% set ns = namespace() %}{% set ns.__proto__ = {'polluted': 1} %}",
    {},
  )
  await render("{% set d = {} %}{% do d.update({'__proto__': {'polluted': 1}}) %}{{ d }}", {})
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(({} as Record<string, unknown>).polluted).toBe(undefined)
})

describe('format strings reach no attribute of the host', () => {
  for (const template of [
    "{{ '{0.__class__}'.format('x') }}",
    "{{ '{0.constructor}'.format([]) }}",
    "{{ '{0[__proto__]}'.format({}) }}",
    "{{ '{x.constructor.prototype}'.format(x=1) }}",
    "{{ '%(constructor)s' % {} }}",
    "{{ '{__proto__}'.format(a=1) }}",
  ])
    test(template, async () => {
      await expect(render(template, {})).rejects.toBeInstanceOf(TemplateError)
    })
})

describe('text cannot break out of the code that is made of it', () => {
  for (const text of [
    "'",
    '"',
    '`',
    '\\',
    '$' + '{1}',
    '\u2028',
    '\u2029',
    '*/',
    '//',
    '</script>',
    '\u0000',
    '\ud800',
  ])
    test(JSON.stringify(text), async () => {
      expect(await render(`${text}{{ x }}`, { x: text })).toBe(text + text)
      expect(await render('{{ {x: 1}[x] }}{{ d[x] }}', { x: text, d: { [text]: 2 } })).toBe('12')
    })
})

test('functions in a context are refused unless they are marked', async () => {
  await expect(render('{{ f() }}', { f: () => 1 })).rejects.toThrow(
    new TypeError('f is a function: mark it with hostFunction() if templates may call it'),
  )
})

test('objects that are not plain data are refused', async () => {
  await expect(render('{{ d }}', { d: new Date(0) })).rejects.toThrow(new TypeError('d is a Date: give plain data'))
  await expect(render('{{ d }}', { d: { e: [/x/] } })).rejects.toThrow(
    new TypeError('d.e[0] is a RegExp: give plain data'),
  )
})
