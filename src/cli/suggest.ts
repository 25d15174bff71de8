import type { Given, OptionKey } from './options/flags.ts'
import type { Terminal } from './terminal.ts'

/** Options that say which project and which database is meant: a suggestion means the same ones. */
const SAME: readonly (readonly [OptionKey, string])[] = [
  ['project_dir', '--project-dir'],
  ['profiles_dir', '--profiles-dir'],
  ['profile', '--profile'],
  ['target', '--target'],
  ['target_schema', '--target-schema'],
  ['target_path', '--target-path'],
]

const VARS = ['vars', '--vars'] as const

/** A command as it would be typed here: `assay retry --target prod`. */
export function suggestion(command: string, given: Given, environment: Terminal['environment']): string {
  // What a run was given, `retry` knows by itself.
  const options = command === 'retry' ? SAME : [...SAME, VARS]
  const same = options.flatMap(([key, spelling]) => {
    const value = given.get(key)
    return typeof value === 'string' ? [`${spelling} ${quoted(value)}`] : []
  })
  return [programOf(environment), command, ...same].join(' ')
}

/** With `npx` for who called it through npm, which says so; in this repository itself `npx` would not find it. */
function programOf({ npm_command, npm_package_name }: Terminal['environment']): string {
  if (npm_command === undefined) return 'assay'
  return npm_package_name === 'assay' ? 'node dist/cli/main.js' : 'npx assay'
}

/** As one word for a shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
