/** Help, from the tables of commands and options: what there is to do first, what belongs to every command last. */
import { documentation } from '../base/installation.ts'
import type { Command } from './command.ts'
import { COMMANDS, type CommandGroup, GROUP_TITLES } from './command-table.ts'
import { OPTIONS, type OptionKey } from './options/flags.ts'
import { longSpelling, type Option } from './options/option.ts'
import { GLOBAL_OPTIONS } from './options/options.ts'
import { padEnd, wrap } from './print/width.ts'

/** A spelling and what it does. */
type Row = readonly [term: string, help: string]

const HELP_ROW: Row = ['-h, --help', 'this text']
const VERSION_ROW: Row = ['-v, --version', 'which version this is']
const WIDEST_TERM = 30

/** The first page. */
export function rootHelp(columns: number): string {
  const groups = Object.entries(GROUP_TITLES) as [CommandGroup, string][]
  return page(columns, [
    ['assay: SQL transformations for Postgres, tested before they are published', []],
    ['Usage: assay <command> [options]', []],
    ...groups.map(([group, title]): Section => [title, COMMANDS.filter((c) => c.group === group).map(commandRow)]),
    ['Options', [VERSION_ROW, HELP_ROW]],
    [
      `'assay <command> --help' shows what a command takes; the documentation begins in\n${documentation('README.md')}`,
      [],
    ],
  ])
}

/** The page of one command. */
export function commandHelp(command: Command, columns: number): string {
  const own = rows(command.options)
  return page(columns, [
    [`assay ${command.name}: ${command.summary}`, []],
    [`Usage: ${['assay', command.name, ...(command.arguments ?? []), '[options]'].join(' ')}`, []],
    ...(own.length === 0 ? [] : [['Options', own] as Section]),
    ...(command.examples === undefined ? [] : [['Examples', command.examples] as Section]),
    ['Options of every command', [...globalRows(), HELP_ROW]],
    ['Most can be set by a variable, too: DBT_TARGET=prod is --target prod, DBT_FAIL_FAST=1 is --fail-fast.', []],
  ])
}

/** The page of a first word that has commands below it, such as `docs`. */
export function groupHelp(name: string, columns: number): string {
  const below = COMMANDS.filter((command) => command.name.startsWith(`${name} `))
  return page(columns, [
    [`Usage: assay ${name} <command> [options]`, []],
    ['Commands', below.map(commandRow)],
  ])
}

type Section = readonly [title: string, rows: readonly Row[]]

function page(columns: number, sections: readonly Section[]): string {
  const width = Math.max(40, Math.min(columns, 110))
  const terms = sections.flatMap(([, list]) => list.map(([term]) => term.length))
  const column = Math.min(WIDEST_TERM, Math.max(0, ...terms)) + 4
  const write = ([term, help]: Row): string => {
    const lines = wrap(help, width - column)
    const first =
      term.length + 4 > column
        ? [`  ${term}`, `${' '.repeat(column)}${lines[0] ?? ''}`]
        : [padEnd(`  ${term}`, column) + (lines[0] ?? '')]
    return [...first, ...lines.slice(1).map((line) => ' '.repeat(column) + line)].join('\n')
  }
  return `${sections.map(([title, list]) => [title, ...list.map(write)].join('\n')).join('\n\n')}\n`
}

function commandRow(command: Command): Row {
  return [[command.name, ...(command.arguments ?? [])].join(' '), command.summary]
}

function globalRows(): readonly Row[] {
  return rows(Object.keys(GLOBAL_OPTIONS) as OptionKey[])
}

function rows(keys: readonly OptionKey[]): readonly Row[] {
  return keys.flatMap((key) => (OPTIONS[key].hidden ? [] : [optionRow(key, OPTIONS[key])]))
}

function optionRow(key: OptionKey, option: Option): Row {
  const long = longSpelling(key, option)
  // Of what is on anyway, the spelling that changes something.
  const shown = option.kind === 'toggle' && option.initial ? `--no-${long.slice(2)}` : long
  const value = option.kind === 'toggle' ? '' : ` <${option.kind === 'choice' ? 'word' : option.value}>`
  const choices = 'choices' in option && option.choices !== undefined ? option.choices.join(', ') : ''
  const usual =
    (option.kind === 'choice' || option.kind === 'number') && option.initial !== null
      ? `${option.initial} unless given`
      : ''
  const facts = [choices, usual].filter((fact) => fact !== '').join('; ')
  return [
    `${option.short === undefined ? '' : `${option.short}, `}${shown}${value}`,
    option.help + (facts === '' ? '' : ` (${facts})`),
  ]
}
