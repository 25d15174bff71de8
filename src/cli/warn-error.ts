import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { unknownWarning, warningIsError } from './errors.ts'
import { ALL_DEPRECATIONS, codesOf, isDeprecation, nearestName } from './warning-names.ts'

/** What becomes of warnings: dbt's `--warn-error-options`, by our codes or dbt's names of events. */
export interface WarningPolicy {
  readonly error: 'all' | ReadonlySet<string>
  /** Left alone although `error` is all. */
  readonly warn: ReadonlySet<string>
  readonly silence: ReadonlySet<string>
  /** Names that mean nothing. */
  readonly diagnostics: readonly Diagnostic[]
}

export const TOLERANT: WarningPolicy = { error: new Set(), warn: new Set(), silence: new Set(), diagnostics: [] }

/** `--warn-error`, or the options as a mapping (`include` and `exclude` are their older names). */
export function warningPolicy(all: boolean, options: Readonly<Record<string, unknown>>): WarningPolicy {
  const error = options.error ?? options.include
  const everything = all || error === 'all' || error === '*'
  const diagnostics: Diagnostic[] = []
  const codes = (value: unknown): ReadonlySet<string> => {
    const words = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
    return new Set(
      words.flatMap((word) => {
        const known = codesOf(word)
        if (known === null) diagnostics.push(unknownWarning(word, nearestName(word)))
        return known ?? []
      }),
    )
  }
  return {
    error: everything ? 'all' : codes(error),
    warn: codes(options.warn ?? options.exclude),
    silence: codes(options.silence),
    diagnostics,
  }
}

/** Diagnostics as the policy has them; silenced ones are gone. */
export function judgeWarnings(diagnostics: readonly Diagnostic[], policy: WarningPolicy): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.severity === 'error') return [diagnostic]
    if (isSilenced(diagnostic.code, policy)) return []
    return [isError(diagnostic.code, policy) ? warningIsError(diagnostic) : diagnostic]
  })
}

/** True where warnings of this code are errors: by name before all deprecations before all, and never against the others. */
export function isError(code: string, { error, warn, silence }: WarningPolicy): boolean {
  if (warn.has(code) || silence.has(code)) return false
  if (error !== 'all' && error.has(code)) return true
  const milder = isDeprecation(code) && (warn.has(ALL_DEPRECATIONS) || silence.has(ALL_DEPRECATIONS))
  if (milder) return false
  return error === 'all' || (isDeprecation(code) && error.has(ALL_DEPRECATIONS))
}

/** True where warnings of this code are not to be heard. */
export function isSilenced(code: string, { error, warn, silence }: WarningPolicy): boolean {
  if (silence.has(code)) return true
  if (warn.has(code) || (error !== 'all' && error.has(code))) return false
  return isDeprecation(code) && silence.has(ALL_DEPRECATIONS)
}

/** The errors among these, thrown together. */
export function throwErrors(diagnostics: readonly Diagnostic[]): void {
  const [first, ...more] = diagnostics.filter(({ severity }) => severity === 'error')
  if (first !== undefined) throw new AssayError(first, ...more)
}
