import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AssayError, Diagnostic } from '../base/diagnostic.ts'
import type { Environment } from './environment.ts'
import { BUILT_IN_FILTERS } from './filters/table.ts'
import { BUILT_IN_GLOBALS } from './globals.ts'
import { toValue } from './host-value.ts'
import { renderTemplate } from './rendering.ts'
import { parseTemplate } from './template.ts'
import { BUILT_IN_TESTS } from './tests/table.ts'
import { PythonError } from './values/python-error.ts'
import { Undefined } from './values/value.ts'

/** A template and what Python Jinja2 3.1.6 makes of it; `testdata/record.py` says how they came to be. */
interface Case {
  readonly template: string
  readonly context?: Readonly<Record<string, unknown>>
  readonly options?: { readonly keep_trailing_newline?: boolean }
  readonly output?: string
  readonly error?: RecordedError
  /** A deliberate difference, and why. */
  readonly ours?: { readonly output?: string; readonly error?: RecordedError; readonly because: string }
}

interface RecordedError {
  readonly type: string
  readonly message: string
  readonly line?: number
}

const folder = new URL('testdata/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const cases: Case[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  describe(file, () => {
    for (const recorded of cases)
      test(recorded.template, async () => {
        const { output, error } = recorded.ours ?? recorded
        const answer = await render(recorded)
        if (error === undefined) expect(answer).toEqual({ output })
        else expect({ error: comparable(answer.error, error.line) }).toEqual({ error: comparable(error, error.line) })
      })
  })
}

const UNREADABLE: ReadonlySet<string> = new Set(['TemplateSyntaxError', 'TemplateAssertionError', 'SyntaxError'])

/** Of what cannot be parsed or compiled, the line counts and our words are our own. All else is told in Python's words. */
function comparable(error: RecordedError | undefined, line: number | undefined): unknown {
  if (error === undefined) return undefined
  const unknown = /^no (filter|test) named/i.exec(error.message)
  if (unknown === null && !UNREADABLE.has(error.type)) return error
  return { type: unknown?.[1] ?? 'TemplateSyntaxError', line: line === undefined ? undefined : error.line }
}

interface Answer {
  readonly output?: string
  readonly error?: RecordedError
}

async function render({ template, context = {}, options = {} }: Case): Promise<Answer> {
  const names = new Map(Object.entries(BUILT_IN_GLOBALS))
  for (const [name, value] of Object.entries(context)) names.set(name, toValue(value, name))
  const environment: Environment = {
    filters: BUILT_IN_FILTERS,
    tests: BUILT_IN_TESTS,
    lookup: (name) => names.get(name),
    makeUndefined: (wanted, reason) => new Undefined(wanted, reason),
  }
  try {
    const keepTrailingNewline = options.keep_trailing_newline === true
    const { text } = await renderTemplate(parseTemplate(template, 'case', { keepTrailingNewline }), environment)
    return { output: text }
  } catch (thrown) {
    const [diagnostic] = (thrown as AssayError).diagnostics ?? []
    if (diagnostic === undefined) throw thrown
    return { error: recordedError(diagnostic) }
  }
}

function recordedError({ code, message, cause, at }: Diagnostic): RecordedError {
  if (cause instanceof PythonError) return { type: cause.type, message }
  const unreadable = code === 'jinja-syntax' || code === 'jinja-unsupported' || code.startsWith('unknown-')
  if (unreadable && at !== undefined) return { type: 'TemplateSyntaxError', message, line: at.line }
  return { type: code, message }
}
