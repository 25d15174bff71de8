import type { Flags, Given, OptionKey } from './options/flags.ts'
import type { CommandOption } from './options/options.ts'
import type { Redact } from './redact.ts'
import type { Report } from './report/report.ts'
import type { Terminal } from './terminal.ts'

/** A verb of the command line, known before anything that carries it out is loaded. */
export interface Command {
  /** Words after `assay`: `source freshness`. */
  readonly name: string
  readonly aliases?: readonly string[]
  readonly summary: string
  /** Where it stands in help. */
  readonly group: 'build' | 'look' | 'project'
  /** Arguments as help shows them: `[name]`, `<macro>`. */
  readonly arguments?: readonly string[]
  readonly options: readonly CommandOption[]
  /** Calls, and what each is for. */
  readonly examples?: readonly (readonly [call: string, purpose: string])[]
  /** What dbt calls it in `flags.WHICH`; else the last word of the name. */
  readonly which?: string
  /** True where standard output is the answer, for programs too: what is said beside it goes to standard error. */
  readonly answers?: true
  /** True where what happens is worth a log file. */
  readonly logs: boolean
  readonly load: () => Promise<Work>
}

/** Carries a command out; the answer is the exit code. */
export type Work = (call: Call) => Promise<number>

/** One call of a command. */
export interface Call {
  readonly command: Command
  readonly terminal: Terminal
  readonly report: Report
  readonly flags: Flags
  /** Options that somebody set; and those that the command line itself did, as written. */
  readonly set: ReadonlySet<OptionKey>
  readonly given: Given
  /** Words that are no options, in order. */
  readonly words: readonly string[]
  /** `assay run --select orders`, for logs and artifacts. */
  readonly line: string
  /** Hides secrets in what goes into files. */
  readonly redact: Redact
  readonly invocationId: string
  readonly startedAt: Date
}

export const EXIT = { fine: 0, failures: 1, problem: 2, interrupted: 130 } as const

/** dbt's word for a command. */
export function whichOf(command: Command): string {
  return command.which ?? command.name.split(' ').at(-1) ?? command.name
}
