import type { Location } from './position.ts'

/** One step of a macro call stack, innermost first. */
export interface Frame {
  readonly name: string
  readonly at: Location
}

/**
 * What went wrong, where, why and what to do about it. Each room's `errors.ts` has one function per `code`.
 * Codes are stable and hyphenated (`unknown-ref`); `message` names the thing; `hint` is the remedy.
 */
export interface Diagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
  readonly at?: Location
  /** The macro calls that led there, innermost first. */
  readonly frames?: readonly Frame[]
  readonly cause?: unknown
}

/** One or several diagnostics on their way up to whoever can show them. */
export class AssayError extends Error {
  override readonly name = 'AssayError'
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]]

  constructor(first: Diagnostic, ...more: readonly Diagnostic[]) {
    super(first.message, first.cause === undefined ? undefined : { cause: first.cause })
    this.diagnostics = [first, ...more]
  }
}

/** The diagnostics an unknown thrown thing carries; anything that is not ours becomes an `internal` one and keeps its cause. */
export function diagnosticsOf(thrown: unknown): readonly [Diagnostic, ...Diagnostic[]] {
  if (thrown instanceof AssayError) return thrown.diagnostics
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return [{ code: 'internal', severity: 'error', message, cause: thrown }]
}

/** Throws when `diagnostics` holds at least one error; warnings alone pass. */
export function throwIfErrors(diagnostics: readonly Diagnostic[]): void {
  const [first, ...more] = diagnostics.filter((d) => d.severity === 'error')
  if (first !== undefined) throw new AssayError(first, ...more)
}

/**
 * The errors among these, with the warnings about files that have errors: what is only odd there (a key nobody knows) is
 * often why. Null without errors.
 */
export function errorWithWarnings(diagnostics: readonly Diagnostic[]): AssayError | null {
  const [first, ...more] = diagnostics.filter((d) => d.severity === 'error')
  if (first === undefined) return null
  const files = new Set([first, ...more].flatMap(({ at }) => at?.file ?? []))
  const beside = diagnostics.filter((d) => d.severity === 'warning' && d.at !== undefined && files.has(d.at.file))
  return new AssayError(first, ...more, ...beside)
}
