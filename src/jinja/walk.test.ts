import { describe, expect, test } from 'vitest'
import { literalArguments } from './literal.ts'
import { parseTemplate } from './template.ts'
import { print, repr } from './values/print.ts'
import { Dict } from './values/value.ts'
import { calls } from './walk.ts'

function found(source: string): readonly string[] {
  return calls(parseTemplate(source, 'm.sql').body).map(({ path, situation }) => {
    const under = Object.entries(situation).flatMap(([name, holds]) => (holds ? [name] : []))
    return [path?.join('.') ?? '?', ...under].join(' ')
  })
}

describe('every call is found', () => {
  for (const [source, expected] of [
    ["{{ ref('a') }}{{ source('b', 'c') }}", ['ref', 'source']],
    ["{{ dbt_utils.star(ref('a'), except=[f()]) }}", ['dbt_utils.star', 'ref', 'f']],
    ["{{ adapter.dispatch('m')(x()) }}", ['?', 'adapter.dispatch', 'x']],
    ['{{ context["p"].m() }}', ['?']],
    ['{{ a().b()[c()].d }}', ['?', 'a', 'c']],
    ['{{ {k(): v()}[a():b():c()] | f(x()) is t(y()) }}', ['k', 'v', 'a', 'b', 'c', 'x', 'y']],
    ['{{ -a() ~ b() + not_(c()) < d() }}', ['a', 'b', 'not_', 'c', 'd']],
    ['{{ f(*a(), **b()) }}', ['f', 'a', 'b']],
    ['{% set x = a() %}{% do b() %}{% with y = c() %}{{ d() }}{% endwith %}', ['a', 'b', 'c', 'd']],
    ['{% set x | f(a()) %}{{ b() }}{% endset %}{% filter g(c()) %}{{ d() }}{% endfilter %}', ['a', 'b', 'c', 'd']],
    ['{# {{ a() }} #}{% raw %}{{ b() }}{% endraw %}', []],
  ] as const)
    test(source, () => expect(found(source)).toEqual(expected))
})

describe('and what it stands under is told', () => {
  for (const [source, expected] of [
    [
      '{% if a() %}{{ b() }}{% elif c() %}{{ d() }}{% else %}{{ e() }}{% endif %}',
      ['a', 'b conditional', 'c conditional', 'd conditional', 'e conditional'],
    ],
    ['{{ a() if b() else c() }}', ['a conditional', 'b', 'c conditional']],
    ['{{ a() or b() }}{{ c() and d() }}', ['a', 'b conditional', 'c', 'd conditional']],
    ['{% for x in a() if b() %}{{ c() }}{% else %}{{ d() }}{% endfor %}', ['a', 'b loop', 'c loop', 'd conditional']],
    ['{% macro m(x=a()) %}{{ b() }}{% endmacro %}', ['a macro', 'b macro']],
    ['{% call(x=a()) b(c()) %}{{ d() }}{% endcall %}', ['b', 'c', 'a macro', 'd macro']],
    ['{% for x in y %}{% if z %}{{ a() }}{% endif %}{% endfor %}', ['a conditional loop']],
    ['{% snapshot s %}{{ a() }}{% endsnapshot %}', ['a macro']],
  ] as const)
    test(source, () => expect(found(source)).toEqual(expected))
})

describe('literal arguments are values', () => {
  function of(source: string): string | undefined {
    const [site] = calls(parseTemplate(source, 'm.sql').body)
    const literal = site === undefined ? undefined : literalArguments(site.call.arguments)
    return literal && `${repr([...literal.args])} ${print(new Dict(literal.kwargs))}`
  }

  for (const [source, expected] of [
    ["{{ ref('a', 'b', v=2) }}", "['a', 'b'] {'v': 2}"],
    ['{{ f(1, -2, +3, -1.5, 1.0, true, none) }}', '[1, -2, 3, -1.5, 1.0, True, None] {}'],
    ["{{ f([1, ('a',)], {'k': {'l': []}}, 'a' 'b') }}", "[[1, ('a',)], {'k': {'l': []}}, 'ab'] {}"],
    ['{{ f() }}', '[] {}'],
    ['{{ f(-0, 9007199254740993) }}', '[0, 9007199254740993] {}'],
  ] as const)
    test(source, () => expect(of(source)).toBe(expected))

  for (const source of [
    '{{ f(x) }}',
    '{{ f(1 + 1) }}',
    '{{ f([x]) }}',
    '{{ f({[]: 1}) }}',
    '{{ f(*[1]) }}',
    '{{ f(**{}) }}',
    "{{ f('a' | upper) }}",
    "{{ f(-'a') }}",
  ])
    test(`${source} has none`, () => expect(of(source)).toBe(undefined))
})
