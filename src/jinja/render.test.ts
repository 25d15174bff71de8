import { expect, test } from 'vitest'
import { hostFunction, render, TemplateError } from './render.ts'

test('plain values become those of a template', async () => {
  const context = {
    int: 1,
    float: 1.5,
    big: 12345678901234567890n,
    text: 'x',
    yes: true,
    nothing: null,
    list: [1, [2]],
    dict: { a: { b: 1 } },
    map: new Map([[1, 'one']]),
    set: new Set([1]),
    bare: Object.assign(Object.create(null), { a: 1 }),
    missing: undefined,
  }
  const template = Object.keys(context).map((name) => `{{ ${name} }}`)
  expect(await render(template.join('|'), context)).toBe(
    "1|1.5|12345678901234567890|x|True|None|[1, [2]]|{'a': {'b': 1}}|{1: 'one'}|{1}|{'a': 1}|",
  )
})

test('zero has no sign', async () => {
  expect(await render('{{ x }}', { x: -0 })).toBe('0')
})

test('a host function gets plain values, keyword arguments last, and its answer is taken as context values are', async () => {
  const seen: unknown[] = []
  const f = hostFunction((...args: never[]) => {
    seen.push(...args)
    return { answer: [1, null] }
  })
  expect(await render("{{ f(1, 1.5, (2, [3]), {'a': none}, x, k='v') }}", { f })).toBe("{'answer': [1, None]}")
  expect(seen).toEqual([1, 1.5, [2, [3]], { a: null }, undefined, { k: 'v' }])
})

test('a host function may answer later', async () => {
  const later = hostFunction(async (x: number) => x * 2)
  expect(await render('{{ later(2) + later(3) }}', { later })).toBe('10')
})

test('what a host function throws has a place', async () => {
  const f = hostFunction(() => {
    throw new Error('no')
  })
  await expect(render('a\n {{ f() }}', { f })).rejects.toMatchObject({ message: 'no', line: 2, column: 5 })
})

test('an error has a message, a line and a column', async () => {
  const error = await render('a\n{{ x + 1 }}', {}).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TemplateError)
  expect(error).toMatchObject({ message: "'x' is undefined", line: 2, column: 4 })
  await expect(render('{% if %}', {})).rejects.toMatchObject({ line: 1, column: 7 })
})

test('a context that contains itself is refused', async () => {
  const context: Record<string, unknown> = {}
  context.self = context
  await expect(render('', { context })).rejects.toThrow(new TypeError('context.self contains itself'))
})
