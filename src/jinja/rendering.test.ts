import { describe, expect, test } from 'vitest'
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { parseBlocks } from './blocks.ts'
import type { Environment } from './environment.ts'
import { BUILT_IN_FILTERS } from './filters/table.ts'
import { BUILT_IN_GLOBALS } from './globals.ts'
import { bindMacro } from './macro.ts'
import { MacroReturn } from './macro-return.ts'
import { renderNative, renderTemplate } from './rendering.ts'
import { parseTemplate } from './template.ts'
import { BUILT_IN_TESTS } from './tests/table.ts'
import { callValue } from './values/call.ts'
import { print } from './values/print.ts'
import { type Callable, Dict, NO_KWARGS, Undefined, type Value } from './values/value.ts'

/** A host with these names, and with the macros of `macroFile`. */
function host(names: Readonly<Record<string, Value>> = {}, macroFile = ''): Environment {
  const all = new Map<string, Value>([...Object.entries(BUILT_IN_GLOBALS), ...Object.entries(names)])
  const environment: Environment = {
    filters: BUILT_IN_FILTERS,
    tests: BUILT_IN_TESTS,
    lookup: (name) => all.get(name),
    names: () => all.keys(),
    makeUndefined: (wanted, reason) => new Undefined(wanted, reason),
  }
  for (const block of parseBlocks(macroFile, 'macros.sql').blocks) all.set(block.name, bindMacro(block, environment))
  return environment
}

async function text(template: string, environment = host()): Promise<string> {
  return (await renderTemplate(parseTemplate(template, 'model.sql'), environment)).text
}

async function failure(work: () => Promise<unknown>): Promise<Diagnostic> {
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AssayError) return error.diagnostics[0]
  throw new Error('it did not fail', { cause: error })
}

const later: Callable = async ([value = null]) => {
  await new Promise((resolve) => setTimeout(resolve, 1))
  return value
}

const giveBack: Callable = ([value = null]) => {
  throw new MacroReturn(value)
}

describe('an answer that comes later is waited for where it is asked', () => {
  const environment = host({ later }, '{% macro twice(x) %}{{ later(x) }}{{ later(x) }}{% endmacro %}')
  const templates: readonly (readonly [string, string])[] = [
    ['in an output', '[{{ later(1) }}]'],
    ['in an operand', '{{ 1 + later(2) * later(3) }}'],
    ['in a chained comparison', '{{ later(1) < later(2) < later(3) }}'],
    ['on the right of and, or', '{{ 0 or later(4) }}{{ 1 and later(5) }}'],
    ['in a condition', '{% if later(0) %}a{% elif later(1) %}b{% endif %}'],
    ['in an inline if', "{{ later('a') if later(1) else later('b') }}"],
    ['in arguments', '{{ dict(a=later(1), **later({"b": 2})) }}{{ range(*later([3])) | list }}'],
    ['before an attribute and an item', '{{ later({"a": [1]}).a[later(0)] }}'],
    ['in a filter and a test', '{{ later("a") | replace("a", later("b")) }}{{ later(3) is divisibleby(later(3)) }}'],
    ['as what a loop walks', '{% for x in later([1, 2]) %}{{ x }}{{ loop.last }}{% endfor %}'],
    ['in a loop filter', '{% for x in [1, 2, 3] if later(x) != 2 %}{{ x }}{% endfor %}'],
    [
      'in a loop filter with loop',
      '{% for x in [1, 2, 3] if later(x) != 2 %}{{ loop.index }}{{ loop.last }}{% endfor %}',
    ],
    ['in a recursive loop', '{% for x in [[], [[]]] recursive %}{{ later("x") }}{{ loop(x) }};{% endfor %}'],
    ['in a captured set', '{% set x %}{{ later(1) }}{% endset %}{{ x }}'],
    ['in a filter block', '{% filter upper %}{{ later("a") }}{% endfilter %}'],
    ['in with', '{% with a = later(1) %}{{ a }}{% endwith %}'],
    ['in a default', '{% macro m(a=later(1)) %}{{ a }}{% endmacro %}{{ m() }}'],
    ['in a macro of the template', '{% macro m() %}{{ later(1) }}{% endmacro %}{{ m() ~ m() }}'],
    ['in a macro of the host', '{{ twice("a") }}'],
    [
      'in a call block',
      '{% macro m() %}<{{ caller(later(1)) }}>{% endmacro %}{% call(x) m() %}{{ later(x) }}{% endcall %}',
    ],
    [
      'in do and set',
      '{% set xs = [] %}{% do xs.append(later(1)) %}{% set a, b = later((2, 3)) %}{{ xs }}{{ a }}{{ b }}',
    ],
    [
      'inside of a breaking loop',
      '{% for x in [1, 2] %}{{ later(x) }}{% if later(x) == 1 %}{% break %}{% endif %}{% endfor %}',
    ],
  ]
  for (const [where, template] of templates)
    test(where, async () => {
      const now = host(
        { later: ([value = null]) => value },
        '{% macro twice(x) %}{{ later(x) }}{{ later(x) }}{% endmacro %}',
      )
      expect(await text(template, environment)).toBe(await text(template, now))
    })

  test('and renders that wait at the same time do not mix', async () => {
    const template = parseTemplate('{% for x in xs %}{{ later(x) }}{% set y = x %}{{ later(y) }}{% endfor %}', 'm')
    const letters = ['a', 'b', 'c']
    const rendered = letters.map((letter) => renderTemplate(template, host({ later, xs: [letter, letter] })))
    expect((await Promise.all(rendered)).map((one) => one.text)).toEqual(['aaaa', 'bbbb', 'cccc'])
  })
})

describe('a macro gives back', () => {
  test('its text', async () => {
    const environment = host({}, '{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}')
    expect(await text('{{ m(1) }} {{ m(1, b=3) }}', environment)).toBe('1-2 1-3')
  })

  test('what return() was given, of any type, also through another macro', async () => {
    const macros =
      '{% macro inner() %}text{{ return([1, 2]) }}{% endmacro %}{% macro m() %}{% do return(inner()) %}{% endmacro %}'
    expect(await text('{{ m() }}{{ m()[0] + 1 }}', host({ return: giveBack }, macros))).toBe('[1, 2]2')
  })

  test('what return() was given in the body of a call block, as dbt does: the called macro returns', async () => {
    const environment = host({ return: giveBack }, '{% macro m() %}before{{ caller() }}after{% endmacro %}')
    expect(await text('[{% call m() %}{{ return(1) }}{% endcall %}]', environment)).toBe('[1]')
  })

  test('what return() was given later', async () => {
    const environment = host({ later, return: giveBack }, '{% macro m() %}{{ return(later(7)) }}{% endmacro %}')
    expect(await text('{{ m() + 1 }}', environment)).toBe('8')
  })

  test('and return() outside of any macro is an error', async () => {
    const { code, message } = await failure(() => text('{{ return(1) }}', host({ return: giveBack })))
    expect({ code, message }).toEqual({ code: 'jinja-stray-return', message: "'return' was called outside of a macro" })
  })
})

test('a host function is given the macro it was called with, and may call it', async () => {
  const apply: Callable = async (args, kwargs) =>
    `<${print(await callValue(kwargs.get('caller') ?? null, args, NO_KWARGS))}>`
  expect(await text('{% call(x) apply(5) %}{{ x + 1 }}{% endcall %}', host({ apply }))).toBe('<6>')
})

describe('segments say where text comes from', () => {
  async function pieces(template: string, environment = host()) {
    const parsed = parseTemplate(template, 'model.sql')
    const { text, segments } = await renderTemplate(parsed, environment)
    expect(segments.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
    return segments.map(({ start, end, source, exact }) => [
      text.slice(start, end),
      template.slice(source.start, source.end),
      ...(exact ? ['exact'] : []),
    ])
  }

  test('text and outputs', async () => {
    expect(await pieces("select {{ 'a' ~ 1 }} from {{ t }}", host({ t: 'x' }))).toEqual([
      ['select ', 'select ', 'exact'],
      ['a1', "'a' ~ 1"],
      [' from ', ' from ', 'exact'],
      ['x', 't'],
    ])
  })

  test('in branches and loops, each time', async () => {
    expect(await pieces('{% for x in [1, 2] %}a{% if x == 2 %}{{ x }}{% endif %}{% endfor %}')).toEqual([
      ['a', 'a', 'exact'],
      ['a', 'a', 'exact'],
      ['2', 'x'],
    ])
  })

  test('macro and block output is that of the call, the tag, the loop', async () => {
    const template =
      '{% macro m() %}m{{ caller() if caller }}{% endmacro %}{{ m() }}{% call m() %}c{% endcall %}' +
      '{% filter upper %}f{% endfilter %}{% for x in [1] recursive %}r{% endfor %}{% set s %}s{% endset %}{{ s }}'
    expect(await pieces(template)).toEqual([
      ['m', 'm()'],
      ['mc', 'm()'],
      ['F', '{% filter upper %}f{% endfilter %}'],
      ['r', '{% for x in [1] recursive %}r{% endfor %}'],
      ['s', 's'],
    ])
  })

  test('with line ends of two characters, line by line', async () => {
    expect(await pieces('a\r\nbc\r\n{{ 1 }}\r\n')).toEqual([
      ['a\n', 'a\r\n', 'exact'],
      ['bc\n', 'bc\r\n', 'exact'],
      ['1', '1'],
    ])
  })

  test('trimmed white space has no place, and empty outputs have none', async () => {
    expect(await pieces('a  {{- nosuch -}}  b')).toEqual([
      ['a', 'a', 'exact'],
      ['b', 'b', 'exact'],
    ])
  })

  test('of a part of a file they point into the file', async () => {
    const source = '--ignored\n{% snapshot s %}select {{ 1 }}{% endsnapshot %}'
    const [block] = parseBlocks(source, 'f.sql').blocks
    if (block === undefined) throw new Error('no block')
    const { segments } = await renderTemplate(block, host())
    expect(segments.map(({ source: { start, end } }) => source.slice(start, end))).toEqual(['select ', '1'])
  })
})

describe('rendered natively, as dbt renders YAML', () => {
  const cases: readonly (readonly [string, Value])[] = [
    ['{{ x }}', 5],
    ['{{ xs }}', [1, 'a']],
    ['{{ none_ }}', null],
    ['{{ x == 5 }}', true],
    ['{{ x }} ', '5 '],
    ['a{{ x }}', 'a5'],
    ['{{ x }}{{ x }}', '55'],
    ['text', 'text'],
    ['5', '5'],
    ['', ''],
    ['{% if false %}{{ x }}{% endif %}', ''],
    ['{% if true %}{{ x }}{% endif %}', 5],
    ['{% if x > 1 %}big{% else %}small{% endif %}', 'big'],
    ['{{ 1 }}', '1'],
    ['{{ true }}', 'True'],
    ['{{ [1, 2] }}', '[1, 2]'],
    ["{{ 'a' | upper }}", 'A'],
    ['{{ [1, 2] | length }}', '2'],
    ['{{ xs | length }}', 2],
    ['{{ 1 if x }}', 1],
    ['{{ 1 if false else none }}', 'None'],
  ]
  for (const [template, value] of cases)
    test(template, async () => {
      const environment = host({ x: 5, xs: [1, 'a'], none_: null })
      expect(await renderNative(parseTemplate(template, 'f'), environment)).toEqual(value)
    })

  test('a dict stays the dict it is', async () => {
    const dict = Dict.of({ a: 1 })
    expect(await renderNative(parseTemplate('{{ d }}', 'f'), host({ d: dict }))).toBe(dict)
  })
})

describe('an error tells its code, its words and its place', () => {
  const cases: readonly (readonly [string, string, string, number, number, string?])[] = [
    ['a\n  {{ nosuch.x }}', 'jinja-undefined', "'nosuch' is undefined", 2, 6],
    ['{{ customers.x }}', 'jinja-undefined', "'customers' is undefined", 1, 4, "did you mean 'customer'?"],
    ['{% set total = 1 %}\n{{ totl + 1 }}', 'jinja-undefined', "'totl' is undefined", 2, 4, "did you mean 'total'?"],
    ["{{ 'a' | uper }}", 'unknown-filter', "no filter named 'uper'", 1, 10, "did you mean 'upper'?"],
    [
      '{% if x %}\n{{ 1 | uper }}{% endif %}',
      'unknown-filter',
      "no filter named 'uper'",
      2,
      8,
      "did you mean 'upper'?",
    ],
    ['{{ 1 is devisibleby 2 }}', 'unknown-test', "no test named 'devisibleby'", 1, 9, "did you mean 'divisibleby'?"],
    ["\n\n{{ 1 +\n 'a' }}", 'jinja-type-error', "unsupported operand type(s) for +: 'int' and 'str'", 3, 4],
    ['{% for x in 5 %}{% endfor %}', 'jinja-type-error', "'int' object is not iterable", 1, 13],
    ['{% set a, b = [1] %}', 'jinja-value-error', 'not enough values to unpack (expected 2, got 1)', 1, 8],
    ['{{ 1 / 0 }}', 'jinja-zero-division', 'division by zero', 1, 4],
    ['{{ [3].pop().x.y }}', 'jinja-undefined', "'int object' has no attribute 'x'", 1, 14],
    ['{{ a.b.\n   c.nosuch() }}', 'jinja-undefined', "'a' is undefined", 1, 4],
    ['{{ customer(\n  1) }}', 'jinja-type-error', "'int' object is not callable", 1, 4],
    [
      '{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}',
      'jinja-type-error',
      "macro 'm' takes not more than 1 argument(s)",
      1,
      34,
      'it takes a',
    ],
    ['{% set x.y = 1 %}', 'jinja-runtime-error', 'cannot assign attribute on non-namespace object', 1, 8],
    ['{{ {[]: 1} }}', 'jinja-type-error', "unhashable type: 'list'", 1, 4],
  ]
  for (const [template, code, message, line, column, hint] of cases)
    test(template, async () => {
      const environment = host({ customer: 1, x: 1 })
      const found = await failure(() => text(template, environment))
      expect(found).toMatchObject({ code, message, severity: 'error', at: { file: 'model.sql', line, column } })
      expect(found.hint).toBe(hint)
    })

  test('also several unknown filters at once', async () => {
    const error = await text('{{ 1 | aa }}\n{{ 1 | bb }}').catch((thrown: AssayError) => thrown)
    expect((error as AssayError).diagnostics.map(({ message, at }) => `${message} ${at?.line}`)).toEqual([
      "no filter named 'aa' 1",
      "no filter named 'bb' 2",
    ])
  })
})

describe('an error in a macro tells how it was reached', () => {
  const macros = [
    '{% macro outer(x) %}',
    '  {{ middle(x) }}',
    '{% endmacro %}',
    '',
    '{% macro middle(x) %}{% for i in [1] %}',
    '    {{ inner(x, i) }}',
    '{% endfor %}{% endmacro %}',
    '{% macro inner(x, i) %}',
    '{{ x / 0 }}{% endmacro %}',
  ].join('\n')

  function stack({ at, frames = [] }: Diagnostic): readonly string[] {
    const place = (one: Diagnostic['at']) => `${one?.file}:${one?.line}:${one?.column}`
    return [place(at), ...frames.map((frame) => `${frame.name} called at ${place(frame.at)}`)]
  }

  test('innermost first, each with the place of the call', async () => {
    const found = await failure(() => text('select\n {{ outer(1) }}', host({}, macros)))
    expect(stack(found)).toEqual([
      'macros.sql:9:4',
      'inner called at macros.sql:6:8',
      'middle called at macros.sql:2:6',
      'outer called at model.sql:2:5',
    ])
  })

  test('also through a call block', async () => {
    const template = '{% macro m() %}\n{{ caller() }}{% endmacro %}\n{% call m() %}\n{{ 1 / 0 }}{% endcall %}'
    expect(stack(await failure(() => text(template)))).toEqual([
      'model.sql:4:4',
      'caller called at model.sql:2:4',
      'm called at model.sql:3:9',
    ])
  })

  test('also when it had to wait', async () => {
    const environment = host({ later }, '{% macro m() %}\n{{ later(1) / 0 }}{% endmacro %}')
    expect(stack(await failure(() => text('{{ m() }}', environment)))).toEqual([
      'macros.sql:2:4',
      'm called at model.sql:1:4',
    ])
  })

  test('an error that the host throws without a place gets that of the call, and keeps its cause', async () => {
    const cause = new Error('why')
    const raise: Callable = () => {
      throw new AssayError({ code: 'raised', severity: 'error', message: 'no', cause })
    }
    const found = await failure(() =>
      text('{{ m() }}', host({ raise }, '{% macro m() %}\n{% do raise() %}{% endmacro %}')),
    )
    expect(found).toMatchObject({ code: 'raised', message: 'no', cause })
    expect(stack(found)).toEqual(['macros.sql:2:7', 'm called at model.sql:1:4'])
  })

  test('an error that the host throws with a place keeps it', async () => {
    const at = { file: 'other.sql', line: 7, column: 8 }
    const raise: Callable = () => {
      throw new AssayError({ code: 'raised', severity: 'error', message: 'no', at })
    }
    expect((await failure(() => text('{{ raise() }}', host({ raise })))).at).toBe(at)
  })

  test('and outside of macros it is the very error that was thrown', async () => {
    const at = { file: 'other.sql', line: 7, column: 8 }
    const error = new AssayError({ code: 'raised', severity: 'error', message: 'no', at })
    const raise: Callable = () => {
      throw error
    }
    await expect(text('{{ raise() }}', host({ raise }))).rejects.toBe(error)
  })

  test('what is no error of ours is told as internal, with its cause and the place', async () => {
    const cause = new TypeError('a bug')
    const raise: Callable = () => {
      throw cause
    }
    const found = await failure(() => text('a{{ raise() }}', host({ raise })))
    expect(found).toMatchObject({ code: 'internal', message: 'a bug', cause, at: { line: 1, column: 5 } })
  })

  test('a macro without end is stopped', async () => {
    const environment = host({}, '{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}')
    const found = await failure(() => text('{{ m(0) }}', environment))
    expect(found).toMatchObject({ code: 'jinja-recursion', message: 'macros call each other too deeply' })
    expect(found.frames).toHaveLength(50)
  })
})

test('a name is asked of the host at each use, and never when it is not reached', async () => {
  const asked: string[] = []
  const environment: Environment = {
    ...host(),
    lookup: (name) => {
      asked.push(name)
      return 1
    },
  }
  await text('{% if false %}{{ never }}{% endif %}{{ a }}{% set b = 1 %}{{ b }}{{ c or d }}{{ a }}', environment)
  expect(asked).toEqual(['a', 'c', 'a'])
})

test('None from the host is a value, not a missing name', async () => {
  expect(await text('{{ x is none }}{{ x is defined }}', host({ x: null }))).toBe('TrueTrue')
})

test('what the host makes of missing names is up to it', async () => {
  class Forgiving extends Undefined {
    override propagate(): Undefined {
      return this
    }
  }
  const environment: Environment = { ...host(), makeUndefined: (wanted, reason) => new Forgiving(wanted, reason) }
  expect(await text('[{{ a.b.c(1)[2] }}]{{ a.b is defined }}', environment)).toBe('[]False')
})
