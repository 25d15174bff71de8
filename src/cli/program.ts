import { Command as Commander, CommanderError, Option as CommanderOption } from 'commander'
import type { Command } from './command.ts'
import { COMMANDS } from './command-table.ts'
import { usage } from './errors.ts'
import { commandHelp, groupHelp, rootHelp } from './help.ts'
import { expectedOf, type Given, OPTIONS, type OptionKey } from './options/flags.ts'
import { longSpelling, type Option } from './options/option.ts'
import { GLOBAL_OPTIONS } from './options/options.ts'

/** What a command line asks for: a command with its words and options, or some text to be printed. */
export type Parsed =
  | { readonly kind: 'call'; readonly command: Command; readonly words: readonly string[]; readonly given: Given }
  | { readonly kind: 'text'; readonly text: string; readonly exitCode: 0 | 2 }

/** Throws an AssayError for what no command understands, with what may have been meant. */
export async function parseCommandLine(args: readonly string[], version: string, columns: number): Promise<Parsed> {
  let text = ''
  let call: Parsed | undefined
  const write = (more: string): void => {
    text += more
  }
  const program = prepare(new Commander('assay'), () => rootHelp(columns), write)
    .version(`assay ${version}`, '-v, --version')
    .showSuggestionAfterError()
  addOptions(program, Object.keys(GLOBAL_OPTIONS) as OptionKey[])
  const groups = new Map<string, Commander>()
  for (const command of COMMANDS) {
    const [first = '', second] = command.name.split(' ')
    let parent = program
    if (second !== undefined) {
      parent = groups.get(first) ?? prepare(program.command(first), () => groupHelp(first, columns), write)
      groups.set(first, parent)
    }
    const sub = prepare(parent.command(second ?? first), () => commandHelp(command, columns), write)
    for (const alias of command.aliases ?? []) sub.alias(alias)
    for (const argument of command.arguments ?? []) sub.argument(argument)
    addOptions(sub, command.options)
    sub.action(() => {
      const keys: readonly OptionKey[] = [...(Object.keys(GLOBAL_OPTIONS) as OptionKey[]), ...command.options]
      call = { kind: 'call', command, words: sub.args, given: givenTo(sub, keys) }
    })
  }
  const line = args.map((arg, at) => (at === 0 && arg === '-V' ? '--version' : (SPELLINGS[arg] ?? arg)))
  try {
    await program.parseAsync(line, { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    if (TEXTS.has(thrown.code)) return { kind: 'text', text, exitCode: thrown.exitCode === 0 ? 0 : 2 }
    throw asUsage(thrown, args)
  }
  if (call === undefined) throw new Error('commander called no command')
  return call
}

/** Words for which commander has no room: dbt's second `--version` is one too. */
const SPELLINGS: Readonly<Record<string, string>> = { '--color': '--use-colors', '--no-color': '--no-use-colors' }

/** Help that was asked for, help for who asked for nothing, the version. */
const TEXTS: ReadonlySet<string> = new Set(['commander.helpDisplayed', 'commander.help', 'commander.version'])

function prepare(command: Commander, help: () => string, write: (text: string) => void): Commander {
  return command
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => undefined })
    .configureHelp({ formatHelp: help })
}

function addOptions(command: Commander, keys: readonly OptionKey[]): void {
  for (const key of keys) {
    for (const one of spellings(key, OPTIONS[key])) command.addOption(one)
  }
}

/** An option of ours as commander's, once for each spelling; a `--no-…` and every alias is one more. */
function spellings(key: OptionKey, option: Option): readonly CommanderOption[] {
  const long = longSpelling(key, option)
  const value = option.kind === 'toggle' ? '' : option.kind === 'list' ? ' <words...>' : ' <value>'
  const all = [option.short === undefined ? long : `${option.short}, ${long}`, ...(option.aliases ?? [])]
  const made = all.map((flags) => new CommanderOption(flags + value))
  if (option.kind === 'toggle' && option.negatable) made.push(new CommanderOption(`--no-${long.slice(2)}`))
  return made
}

/** The values commander found, under our names. Aliases of a list add to it. */
function givenTo(command: Commander, keys: readonly OptionKey[]): Given {
  const given = new Map<OptionKey, string | boolean | readonly string[]>()
  const values = command.optsWithGlobals()
  for (const key of keys) {
    const option = OPTIONS[key]
    const found = [longSpelling(key, option), ...(option.aliases ?? [])].flatMap((spelling) => {
      const value: unknown = values[attributeName(spelling)]
      return value === undefined ? [] : [value]
    })
    if (found.length === 0) continue
    given.set(key, option.kind === 'list' ? found.flat().map(String) : (found[0] as string | boolean))
  }
  return given
}

function attributeName(spelling: string): string {
  return new CommanderOption(spelling).attributeName()
}

const KEYS = Object.keys(OPTIONS) as OptionKey[]

/** Commander's message, without its `error:`, and its guess as a hint. */
function asUsage(error: CommanderError, args: readonly string[]): Error {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n')
  const guess = rest
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1')
  const words = args.filter((arg) => !arg.startsWith('-'))
  const [verb = '', word = ''] = words
  if (error.code === 'commander.excessArguments')
    return usage(
      `'${verb}' takes no such words: ${words.slice(1).join(' ')}`,
      `did you mean 'assay ${verb} --select ${word}'?`,
    )
  const missing = /^option '(?:-., )?(--[a-z-]+) .*' argument missing$/.exec(first)?.[1]
  const key = missing === undefined ? undefined : KEYS.find((one) => longSpelling(one, OPTIONS[one]) === missing)
  if (key !== undefined) return usage(`option '${missing}' needs a value`, `it takes ${expectedOf(OPTIONS[key])}`)
  const hint =
    guess === '' ? "'assay --help' lists the commands, 'assay <command> --help' its options" : lowerFirst(guess)
  return usage(first, hint)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
