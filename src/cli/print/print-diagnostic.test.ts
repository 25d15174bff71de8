import { expect, test } from 'vitest'
import type { Diagnostic } from '../../base/diagnostic.ts'
import { locate } from '../../base/position.ts'
import { printDiagnostic, printDiagnostics } from './print-diagnostic.ts'
import { styleOf } from './style.ts'

const options = { style: styleOf(false), columns: 80 }

const source = "with o as (\n  select * from {{ ref('stg_order') }}\n)\nselect * from o\n"
const unknownRef: Diagnostic = {
  code: 'unknown-ref',
  severity: 'error',
  message: "ref('stg_order') finds no model, seed or snapshot",
  hint: "did you mean 'stg_orders'?",
  at: locate(source, source.indexOf('ref('), 'models/orders.sql'),
  frames: [{ name: 'newest', at: { file: 'macros/newest.sql', line: 3, column: 5 } }],
}

test('a diagnostic shows what, where, the lines around it, what led there, and what to do', () => {
  expect(printDiagnostic(unknownRef, options)).toBe(
    [
      "error[unknown-ref] ref('stg_order') finds no model, seed or snapshot",
      '  models/orders.sql:2:20',
      '    1 | with o as (',
      "  > 2 |   select * from {{ ref('stg_order') }}",
      '      |                    ^',
      '    3 | )',
      '  in newest (macros/newest.sql:3:5)',
      "  → did you mean 'stg_orders'?",
    ].join('\n'),
  )
})

test('only what is known is shown', () => {
  expect(printDiagnostic({ code: 'usage', severity: 'warning', message: 'first\nsecond' }, options)).toBe(
    'warning[usage] first\n  second',
  )
})

test('of a long line the part around the caret is shown', () => {
  const long = `select ${'a, '.repeat(60)}oops, ${'b, '.repeat(60)}c`
  const printed = printDiagnostic(
    { code: 'database', severity: 'error', message: 'no', at: locate(long, long.indexOf('oops'), 'm.sql') },
    { ...options, columns: 50 },
  )
  const [, , line = '', caret = ''] = printed.split('\n')
  expect(line.length).toBeLessThanOrEqual(50)
  expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 4)).toBe('oops')
  expect(line.slice(8)).toMatch(/^…a?,? ?a.*…$/)
})

test('control characters of a message and of a source are written out', () => {
  const printed = printDiagnostic(
    { code: 'c', severity: 'error', message: 'bad \x1b[2J', at: locate('a\x07b', 0, 'm.sql') },
    options,
  )
  expect(printed).toContain('bad \\x1b[2J')
  expect(printed).toContain('a\\x07b')
})

test('errors come before warnings, each with an empty line between', () => {
  const warning: Diagnostic = { code: 'w', severity: 'warning', message: 'beware' }
  const error: Diagnostic = { code: 'e', severity: 'error', message: 'wrong' }
  expect(printDiagnostics([warning, error], options)).toBe('error[e] wrong\n\nwarning[w] beware\n')
})

test('many warnings of one kind are counted, unless all were asked for', () => {
  const warnings = Array.from(
    { length: 1200 },
    (_, n): Diagnostic => ({ code: 'unused-config', severity: 'warning', message: `path ${n} fits nothing` }),
  )
  expect(printDiagnostics(warnings, options)).toBe(
    'warning[unused-config] path 0 fits nothing\n\n… and 1,199 more warnings like this (unused-config); --debug shows all\n',
  )
  expect(printDiagnostics(warnings, { ...options, all: true })).toContain('path 1199 fits nothing')
})

test('of very many errors the first are shown and the rest counted', () => {
  const errors = Array.from(
    { length: 30 },
    (_, n): Diagnostic => ({ code: 'e', severity: 'error', message: `no ${n}` }),
  )
  const printed = printDiagnostics(errors, options)
  expect(printed).toContain('error[e] no 24\n\n… and 5 more errors\n')
  expect(printed).not.toContain('no 25')
})

test('colours mark severity, place and remedy, and nothing is lost without them', () => {
  const coloured = printDiagnostic(unknownRef, { ...options, style: styleOf(true) })
  expect(coloured).toContain('\x1b[36mmodels/orders.sql:2:20\x1b[39m')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
  expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(printDiagnostic(unknownRef, options))
})

test('in a window long lines are broken between words', () => {
  const long = {
    code: 'too-long',
    severity: 'error',
    message: 'a message of many words that has no room in one line\n  and goes on',
    hint: 'a hint that is rather long too, and stands under itself',
  } as const
  expect(printDiagnostic(long, { ...options, columns: 40, wraps: true })).toBe(
    [
      'error[too-long] a message of many words',
      '  that has no room in one line',
      '    and goes on',
      '  → a hint that is rather long too, and',
      '    stands under itself',
    ].join('\n'),
  )
  expect(printDiagnostic(long, { ...options, columns: 40 }).split('\n')).toHaveLength(3)
})
