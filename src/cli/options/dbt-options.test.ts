import { expect, test } from 'vitest'
import { COMMANDS } from '../command-table.ts'
import { parseCommandLine } from '../program.ts'
import { OPTIONS, type OptionKey } from './flags.ts'
import { longSpelling } from './option.ts'
import { GLOBAL_OPTIONS } from './options.ts'
import recorded from './testdata/dbt-options.json' with { type: 'json' }

/** Spellings, those that switch it off, what it takes, and its variable: as testdata/record.py wrote it down. */
type Recorded = readonly [readonly string[], readonly string[], string | readonly string[], string | null]

const { '': everywhere, ...own } = recorded.commands as unknown as Readonly<Record<string, readonly Recorded[]>>

const commands = Object.entries(own)

/** Called so, an option must be understood: each spelling, with a value it takes. */
function callsOf([on, off, takes]: Recorded): readonly (readonly string[])[] {
  const value = takes === 'nothing' ? [] : [typeof takes === 'string' ? '{}' : (takes[0] ?? '')]
  return [...on.map((spelling) => [spelling, ...value]), ...off.map((spelling) => [spelling])]
}

test.each(commands)('%s takes every option that dbt gives it, in each spelling', async (command, options) => {
  for (const option of [...(everywhere ?? []), ...options]) {
    if (option[0].includes('--version')) continue
    for (const call of callsOf(option)) {
      const parsed = await parseCommandLine([...command.split(' '), ...call], '1.0.0', 100)
      expect(parsed.kind).toBe('call')
    }
  }
})

test('options of all commands may stand before the verb, as dbt allows it', async () => {
  for (const option of everywhere ?? []) {
    for (const call of callsOf(option)) {
      const parsed = await parseCommandLine([...call, 'run'], '1.0.0', 100)
      expect(parsed.kind).toBe(option[0].includes('--version') ? 'text' : 'call')
    }
  }
})

/** Kinds of resources that dbt does not know. */
const OWN_KINDS: ReadonlySet<string> = new Set(['feature_view', 'training_set'])

test.each(commands)('the options of %s have the choices and the variables they have in dbt', (command, options) => {
  const found = COMMANDS.find(({ name, aliases }) =>
    [name, ...(aliases ?? [])].includes(command.replace('source snap', 'snap')),
  )
  const keys = [...Object.keys(GLOBAL_OPTIONS), ...(found?.options ?? [])] as readonly OptionKey[]
  for (const [spellings, , takes, variable] of [...(everywhere ?? []), ...options]) {
    if (spellings.includes('--version')) continue
    const key = keys.find((one) => spellings.includes(longSpelling(one, OPTIONS[one])))
    const option = key === undefined ? undefined : OPTIONS[key]
    const all = option !== undefined && 'choices' in option ? option.choices : undefined
    const choices = all?.filter((choice) => !OWN_KINDS.has(choice)).toSorted()
    const ours = choices ?? (option?.kind === 'toggle' ? 'nothing' : 'a value')
    expect([spellings, ours, option?.env ?? null]).toEqual([spellings, takes, variable])
  }
})

test.each(Object.entries(recorded.renamed))('%s is also set by %s, its name of old', (key, variable) => {
  expect(OPTIONS[key as OptionKey].olderEnv).toBe(variable)
})
