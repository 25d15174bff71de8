/**
 * What an option of the command line is. The key under which it stands in the table is dbt's name for it, which
 * templates see in upper case (`flags.FULL_REFRESH`); its long spelling follows from the name.
 */
interface Common {
  /** dbt's name, where several options of different commands share it (`output`); else the key of the table. */
  readonly name?: string
  readonly short?: string
  /** Further spellings, with their dashes. */
  readonly aliases?: readonly string[]
  /** The variable dbt reads for it; `DBT_ENGINE_…` in place of `DBT_…` wins over it. */
  readonly env?: string
  /** An older name of that variable, which wins over it; of `print`, it says the opposite. */
  readonly olderEnv?: string
  readonly help: string
  /** Not shown in help: dbt has it, and here it changes nothing. */
  readonly hidden?: true
  /** Not dbt's: in `args` of artifacts only where it says something. */
  readonly own?: true
}

export interface Toggle extends Common {
  readonly kind: 'toggle'
  readonly initial: boolean
  /** True where `--no-…` exists too. */
  readonly negatable: boolean
}

export interface TextOption extends Common {
  readonly kind: 'text'
  /** What stands for the value in help. */
  readonly value: string
  readonly initial: string | null
}

export interface NumberOption extends Common {
  readonly kind: 'number'
  readonly value: string
  readonly initial: number | null
  readonly least: number
}

export interface ChoiceOption<C extends string = string> extends Common {
  readonly kind: 'choice'
  readonly choices: readonly C[]
  readonly initial: C
}

export interface ListOption extends Common {
  readonly kind: 'list'
  readonly value: string
  readonly initial: readonly string[]
  /** The only words allowed, where not all are. */
  readonly choices?: readonly string[]
}

export type Option = Toggle | TextOption | NumberOption | ChoiceOption | ListOption

/** The value an option has in the end. */
export type ValueOf<O extends Option> = O extends Toggle
  ? boolean
  : O extends TextOption
    ? string | null
    : O extends NumberOption
      ? O['initial'] extends number
        ? number
        : number | null
      : O extends ChoiceOption<infer C>
        ? C
        : readonly string[]

type More<T extends Common> = Partial<Pick<T, Exclude<keyof Common, 'help'>>>

/** On or off, off unless given; without a `--no-…`. */
export function flag(help: string, more: More<Toggle> = {}): Toggle {
  return { kind: 'toggle', initial: false, negatable: false, help, ...more }
}

/** On or off, with both spellings. */
export function toggle(initial: boolean, help: string, more: More<Toggle> = {}): Toggle {
  return { kind: 'toggle', initial, negatable: true, help, ...more }
}

export function text(value: string, help: string, more: More<TextOption> = {}): TextOption {
  return { kind: 'text', value, initial: null, help, ...more }
}

export function number<I extends number | null>(
  initial: I,
  help: string,
  more: More<NumberOption> & { readonly least?: number; readonly value?: string } = {},
): NumberOption & { readonly initial: I } {
  return { kind: 'number', value: 'number', initial, least: 0, help, ...more }
}

export function choice<const C extends string>(
  choices: readonly C[],
  initial: NoInfer<C>,
  help: string,
  more: More<ChoiceOption> = {},
): ChoiceOption<C> {
  return { kind: 'choice', choices, initial, help, ...more }
}

export function list(
  value: string,
  help: string,
  more: More<ListOption> & { readonly choices?: readonly string[] } = {},
): ListOption {
  return { kind: 'list', value, initial: [], help, ...more }
}

/** dbt's name of the option that stands under `key`. */
export function nameOf(key: string, option: Option): string {
  return option.name ?? key
}

/** `--full-refresh` */
export function longSpelling(key: string, option: Option): string {
  return `--${nameOf(key, option).replaceAll('_', '-')}`
}
