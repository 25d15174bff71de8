import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { warningIsError } from './errors.ts'

/** What becomes of warnings: dbt's `--warn-error-options`, by our codes or dbt's names of events. */
export interface WarningPolicy {
  readonly error: 'all' | ReadonlySet<string>
  /** Left alone although `error` is all. */
  readonly warn: ReadonlySet<string>
  readonly silence: ReadonlySet<string>
}

export const TOLERANT: WarningPolicy = { error: new Set(), warn: new Set(), silence: new Set() }

/** `--warn-error`, or the options as a mapping (`include` and `exclude` are their older names). */
export function warningPolicy(all: boolean, options: Readonly<Record<string, unknown>>): WarningPolicy {
  const error = options.error ?? options.include
  const everything = all || error === 'all' || error === '*'
  return {
    error: everything ? 'all' : codes(error),
    warn: codes(options.warn ?? options.exclude),
    silence: codes(options.silence),
  }
}

/** Diagnostics as the policy has them; silenced ones are gone. */
export function judgeWarnings(diagnostics: readonly Diagnostic[], policy: WarningPolicy): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.severity === 'error') return [diagnostic]
    if (policy.silence.has(diagnostic.code)) return []
    return [isError(diagnostic.code, policy) ? warningIsError(diagnostic) : diagnostic]
  })
}

/** True where warnings of this code are errors. */
export function isError(code: string, { error, warn }: WarningPolicy): boolean {
  return error === 'all' ? !warn.has(code) : error.has(code)
}

/** The errors among these, thrown together. */
export function throwErrors(diagnostics: readonly Diagnostic[]): void {
  const [first, ...more] = diagnostics.filter(({ severity }) => severity === 'error')
  if (first !== undefined) throw new AssayError(first, ...more)
}

/** dbt's names for what has a code of ours. */
const DBT_NAMES: Readonly<Record<string, string>> = {
  NoNodesForSelectionCriteria: 'selects-nothing',
  NoNodesSelected: 'nothing-selected',
  LogTestResult: 'test-warned',
  LogFreshnessResult: 'source-stale',
  MicrobatchModelNoEventTimeInputs: 'microbatch-no-event-time',
  MicrobatchMacroOutsideOfBatchesDeprecation: 'microbatch-macro-at-once',
}

function codes(value: unknown): ReadonlySet<string> {
  const words = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  return new Set(words.map((word) => DBT_NAMES[word] ?? word))
}
