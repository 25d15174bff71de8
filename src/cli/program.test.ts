import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { COMMANDS } from './command-table.ts'
import { type Parsed, parseCommandLine } from './program.ts'

const parse = (line: string): Promise<Parsed> => parseCommandLine(line === '' ? [] : line.split(' '), '1.2.3', 100)

async function callOf(line: string) {
  const parsed = await parse(line)
  if (parsed.kind !== 'call') throw new Error(parsed.text)
  return { name: parsed.command.name, words: parsed.words, given: Object.fromEntries(parsed.given) }
}

async function mistakeIn(line: string): Promise<string> {
  const thrown: unknown = await parse(line).catch((error: unknown) => error)
  if (!(thrown instanceof AssayError)) throw new Error(`${line} was understood`)
  const { message, hint } = thrown.diagnostics[0]
  return `${message} | ${hint}`
}

test('options of all commands may stand before and after the verb', async () => {
  const expected = { name: 'run', words: [], given: { quiet: true, target: 'prod', select: ['orders'] } }
  expect(await callOf('--quiet -t prod run --select orders')).toEqual(expected)
  expect(await callOf('run --select orders --target prod -q')).toEqual(expected)
})

test('a list takes words up to the next option, and may be given several times', async () => {
  expect((await callOf('build -s a +b --exclude c d -x -s e')).given).toEqual({
    select: ['a', '+b', 'e'],
    exclude: ['c', 'd'],
    fail_fast: true,
  })
})

test("older spellings of dbt's mean the same", async () => {
  expect((await callOf('test -s a --models b --model c --resource-type test')).given).toEqual({
    select: ['a', 'b', 'c'],
    resource_types: ['test'],
  })
  expect((await callOf('ls -m a')).given).toEqual({ models: ['a'] })
})

test('what is on can be switched off and on', async () => {
  expect((await callOf('run --no-print --no-use-colors --use-colors --no-debug')).given).toEqual({
    print: false,
    use_colors: true,
    debug: false,
  })
})

test('colours have the spelling of other tools too', async () => {
  expect((await callOf('run --no-color')).given).toEqual({ use_colors: false })
  expect((await callOf('--color run')).given).toEqual({ use_colors: true })
})

test('a value may begin with a dash', async () => {
  expect((await callOf('show --inline --all --limit -1')).given).toEqual({ inline: '--all', limit: '-1' })
})

test('commands of two words, aliases and arguments are understood', async () => {
  expect((await callOf('source freshness -o age.json')).name).toBe('source freshness')
  expect((await callOf('docs generate --no-compile')).name).toBe('docs generate')
  expect((await callOf('list --output json')).given).toEqual({ list_output: 'json' })
  expect(await callOf('run-operation grant_all --args {role:x}')).toEqual({
    name: 'run-operation',
    words: ['grant_all'],
    given: { args: '{role:x}' },
  })
})

test.each([
  ['biuld', "unknown command 'biuld' | did you mean build?"],
  ['run --selct a', "unknown option '--selct' | did you mean --select?"],
  ['source fresness', "unknown command 'fresness' | did you mean freshness?"],
  ['run orders', "'run' takes no such words: orders | did you mean 'assay run --select orders'?"],
  ['run --threads', "option '--threads' needs a value | it takes a whole number from 1 on"],
  [
    'seed --sample 3',
    "unknown option '--sample' | 'assay --help' lists the commands, 'assay <command> --help' its options",
  ],
])('%s is a mistake that says what was meant', async (line, expected) => {
  expect(await mistakeIn(line)).toBe(expected)
})

test('the version is told in every spelling', async () => {
  for (const line of ['--version', '-v', '-V'])
    expect(await parse(line)).toEqual({ kind: 'text', text: 'assay 1.2.3\n', exitCode: 0 })
})

test('help that was asked for is no mistake, help for who asked for nothing is', async () => {
  const asked = await parse('--help')
  expect(await parse('')).toEqual({ ...asked, exitCode: 2 })
  expect(asked).toMatchObject({ kind: 'text', exitCode: 0 })
  expect(await parse('help')).toEqual(asked)
})

test('the first page of help names every command and stays within the window', async () => {
  const parsed = await parse('--help')
  const text = parsed.kind === 'text' ? parsed.text : ''
  for (const command of COMMANDS) expect(text).toContain(`\n  ${command.name} `)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
})

test('the help of a command shows its own options first', async () => {
  const parsed = await parse('seed --help')
  expect(parsed.kind === 'text' && parsed.text.split('\n').slice(0, 9)).toEqual([
    'assay seed: load csv files as tables',
    '',
    'Usage: assay seed [options]',
    '',
    'Options',
    '  -s, --select <words...>         what to take: names, tag:nightly, path:models/gold, +orders+ …',
    '  --exclude <words...>            what to leave out of that',
    '  --selector <name>               a selection that selectors.yml gives a name',
    '  -f, --full-refresh              take incremental models and seeds as not built yet',
  ])
})

test('help says what holds unless something is given, and which words there are', async () => {
  const { text = '' } = (await parse('show --help')) as { text?: string }
  expect(text).toContain('  --limit <rows>                  how many rows; -1 for all (5 unless given)\n')
  expect(text).toContain('  --output <word>                 how to print it (json, text; text unless given)\n')
  expect(text).toContain(
    `\nExamples\n  assay show -s orders --limit 20\n${' '.repeat(34)}rows of a model as its SQL is now\n`,
  )
})

test('every example of help is a call of its command', async () => {
  for (const { name, examples = [] } of COMMANDS)
    for (const [call] of examples) {
      const words = Array.from(call.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g), ([, a, b, c]) => a ?? b ?? c ?? '')
      const parsed = await parseCommandLine(words.slice(1), '1.0.0', 100)
      expect([words[0], parsed.kind === 'call' && parsed.command.name]).toEqual(['assay', name])
    }
})
