import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { badOptionValue } from '../errors.ts'
import { longSpelling, nameOf, type Option, type ValueOf } from './option.ts'
import { COMMAND_OPTIONS, type CommandOption, GLOBAL_OPTIONS, type GlobalOption } from './options.ts'

/** The value of every option there is; those a command does not take have their initial value. */
export type Flags = { readonly [K in GlobalOption]: ValueOf<(typeof GLOBAL_OPTIONS)[K]> } & {
  readonly [K in CommandOption]: ValueOf<(typeof COMMAND_OPTIONS)[K]>
}

export type OptionKey = GlobalOption | CommandOption

export const OPTIONS: Readonly<Record<OptionKey, Option>> = { ...GLOBAL_OPTIONS, ...COMMAND_OPTIONS }

/** What the command line itself says, as written. */
export type Given = ReadonlyMap<OptionKey, string | boolean | readonly string[]>

export interface FlagSources {
  readonly given: Given
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `flags:` of the project file. */
  readonly project?: JsonObject
}

export interface ResolvedFlags {
  readonly flags: Flags
  /** The options somebody set, here or in the environment or the project file. */
  readonly set: ReadonlySet<OptionKey>
}

/** The command line first, then the environment, then the project file, then what the option is anyway. */
export function resolveFlags({ given, environment, project = {} }: FlagSources): ResolvedFlags {
  const values: Partial<Record<OptionKey, unknown>> = {}
  const set = new Set<OptionKey>()
  const problems: Diagnostic[] = []
  for (const [key, option] of Object.entries(OPTIONS) as [OptionKey, Option][]) {
    const found =
      fromCommandLine(key, given, option) ?? fromEnvironment(option, environment) ?? fromProject(key, option, project)
    if (found === undefined) {
      values[key] = option.initial
      continue
    }
    set.add(key)
    if (found.value === undefined) problems.push(badOptionValue(found.source, found.text, expectedOf(option)))
    else values[key] = found.value
  }
  const [first, ...more] = problems
  if (first !== undefined) throw new AssayError(first, ...more)
  return { flags: values as Flags, set } // one value for each key of OPTIONS
}

interface Found {
  /** How messages call the place it was set in: `--threads`, `DBT_THREADS`. */
  readonly source: string
  readonly text: string
  /** Undefined where the text is no value of the option. */
  readonly value: unknown
}

function fromCommandLine(key: OptionKey, given: Given, option: Option): Found | undefined {
  const text = given.get(key)
  if (text === undefined) return undefined
  const value = typeof text === 'boolean' ? text : read(option, text)
  return { source: longSpelling(key, option), text: String(text), value }
}

function fromEnvironment(option: Option, environment: FlagSources['environment']): Found | undefined {
  for (const name of [option.olderEnv, option.env]) {
    if (name === undefined) continue
    for (const source of [name.replace(/^DBT_(?!ENGINE_)/, 'DBT_ENGINE_'), name]) {
      const text = environment[source]
      if (text === undefined || text === '') continue
      const value = read(option, text)
      return { source, text, value: typeof value === 'boolean' && source.includes('_NO_') ? !value : value }
    }
  }
  return undefined
}

function fromProject(key: OptionKey, option: Option, project: JsonObject): Found | undefined {
  const name = nameOf(key, option)
  const value = Object.hasOwn(project, name) ? project[name] : undefined
  if (value === undefined || value === null) return undefined
  // A mapping (warn_error_options) is YAML too when it is written as JSON.
  const text = typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value
  const read_ = typeof text === 'boolean' ? (option.kind === 'toggle' ? text : undefined) : read(option, asText(text))
  return { source: `flags: ${name}`, text: String(text), value: read_ }
}

function asText(value: Json): string | readonly string[] {
  return Array.isArray(value) ? value.map(String) : String(value)
}

function read(option: Option, given: string | readonly string[]): unknown {
  const text = typeof given === 'string' ? given : given.join(' ')
  switch (option.kind) {
    case 'toggle':
      return readBoolean(text)
    case 'text':
      return text
    case 'number':
      return /^[+-]?\d+$/.test(text.trim()) && Number(text) >= option.least ? Number(text) : undefined
    case 'choice':
      return option.choices.find((choice) => choice === text.toLowerCase())
    case 'list':
      return readList(typeof given === 'string' ? [given] : given, option.choices)
  }
}

/** The words click takes for yes and no. */
function readBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  if (['1', 'true', 't', 'yes', 'y', 'on'].includes(word)) return true
  return ['0', 'false', 'f', 'no', 'n', 'off'].includes(word) ? false : undefined
}

/** Words that may only be some may also stand in one argument, between spaces. */
function readList(given: readonly string[], choices: readonly string[] | undefined): readonly string[] | undefined {
  if (choices === undefined) return given
  const words = given.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '')
  const known = words.flatMap((word) => choices.find((choice) => choice === word.toLowerCase()) ?? [])
  return known.length === words.length ? known : undefined
}

/** What an option takes, in words. */
export function expectedOf(option: Option): string {
  switch (option.kind) {
    case 'toggle':
      return 'true or false'
    case 'text':
      return 'text'
    case 'number':
      return option.least === 0 ? 'a whole number' : `a whole number from ${option.least} on`
    case 'choice':
      return `one of ${option.choices.join(', ')}`
    case 'list':
      return option.choices === undefined ? 'words' : `words out of ${option.choices.join(', ')}`
  }
}
