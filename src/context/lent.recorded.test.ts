import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AssayError, Diagnostic } from '../base/diagnostic.ts'
import type { Environment } from '../jinja/environment.ts'
import { BUILT_IN_FILTERS } from '../jinja/filters/table.ts'
import { BUILT_IN_GLOBALS } from '../jinja/globals.ts'
import { toValue } from '../jinja/host-value.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import { BUILT_IN_TESTS } from '../jinja/tests/table.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { Undefined, type Value } from '../jinja/values/value.ts'
import type { ResultColumn } from '../resources/query-result.ts'
import { AgateTable } from './agate/table.ts'
import { apiValue } from './api.ts'
import { baseNames } from './base-names.ts'
import { DecimalValue } from './decimal-value.ts'
import { hostFunction } from './host-function.ts'
import type { Invocation } from './invocation.ts'
import type { Log } from './log.ts'

/** A template and what dbt makes of it; `testdata/lent/record.py` says how the answers came to be. */
interface Case extends Answer {
  readonly template: string
  readonly context?: Readonly<Record<string, unknown>>
  /** Decimals, as text. */
  readonly numbers?: Readonly<Record<string, string>>
  /** What the server answered to the queries that tables come from. */
  readonly results?: Readonly<Record<string, Result>>
  /** A deliberate difference, and why. */
  readonly ours?: Answer & { readonly because: string }
}

interface Answer {
  readonly output?: string
  readonly printed?: string
  readonly error?: { readonly type: string; readonly message: string }
}

interface Result {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
}

// The recorder's zone: naive times are the machine's.
process.env.TZ = 'America/New_York'

const folder = new URL('testdata/lent/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const cases: Case[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  describe(file, () => {
    for (const recorded of cases)
      test(recorded.template, async () => {
        const { output, printed, error } = recorded.ours ?? recorded
        // What is printed here is always a line.
        expect(await render(recorded)).toEqual({ output, printed: printed?.replace(/\n?$/, '\n'), error })
      })
  })
}

async function render({ template, context = {}, numbers = {}, results = {} }: Case): Promise<Answer> {
  const printed: string[] = []
  const log: Log = (entry) => {
    if (entry.kind === 'print') printed.push(`${entry.message}\n`)
  }
  const names = baseNames({ ...INVOCATION, log }, 'MainThread')
  const values = new Map<string, Value>(Object.entries(BUILT_IN_GLOBALS))
  for (const [name, value] of Object.entries(names)) values.set(name, value())
  values.set(
    'as_matrix',
    hostFunction('as_matrix', ['table'], (call) => (call.value('table') as AgateTable).matrix()),
  )
  values.set('api', apiValue(INVOCATION.quoting))
  for (const [name, value] of Object.entries(context)) values.set(name, toValue(value, name))
  for (const [name, text] of Object.entries(numbers)) values.set(name, DecimalValue.parse(text) as DecimalValue)
  const environment: Environment = {
    filters: BUILT_IN_FILTERS,
    tests: BUILT_IN_TESTS,
    lookup: (name) => {
      const result = results[name]
      if (result !== undefined && !values.has(name)) values.set(name, AgateTable.from(result, log))
      return values.get(name)
    },
    makeUndefined: (wanted, reason) => new Undefined(wanted, reason),
  }
  const answer = await outcome(template, environment)
  return { ...answer, printed: printed.length === 0 ? undefined : printed.join('') } as Answer
}

async function outcome(template: string, environment: Environment): Promise<Answer> {
  try {
    return { output: (await renderTemplate(parseTemplate(template, 'case'), environment)).text }
  } catch (thrown) {
    const [diagnostic] = (thrown as AssayError).diagnostics ?? []
    if (diagnostic === undefined) throw thrown
    return { error: recordedError(diagnostic) }
  }
}

function recordedError({ code, message, cause }: Diagnostic): { type: string; message: string } {
  return { type: cause instanceof PythonError ? cause.type : code, message }
}

const INVOCATION: Invocation = {
  id: '5f3f8a2e-0000-4000-8000-000000000000',
  startedAt: new Date('2024-03-10T06:30:15.250Z'),
  clock: () => new Date('2024-03-10T06:30:15.250Z'),
  environment: {},
  flags: {},
  arguments: {},
  projectName: 'shop',
  target: {
    name: 'dev',
    profileName: 'shop',
    type: 'postgres',
    host: 'localhost',
    port: 5432,
    user: 'me',
    database: 'db',
    schema: 'public',
    threads: 1,
    extra: {},
  },
  quoting: { database: true, schema: true, identifier: true },
  log: () => undefined,
}
