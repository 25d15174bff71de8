import { AssayError, type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import { type Location, locate } from '../base/position.ts'
import { type Origin, recursionTooDeep } from './errors.ts'
import { type BuiltInError, PythonError, type PythonErrorType } from './values/python-error.ts'

/** More frames than anybody reads; a macro that calls itself would make hundreds. */
const MOST_FRAMES = 50

/** An error on its way out of a macro: whoever called the macro adds the frame, since it knows the place of the call. */
export class MacroFailure extends AssayError {
  readonly macro: string

  constructor(macro: string, first: Diagnostic, ...more: readonly Diagnostic[]) {
    super(first, ...more)
    this.macro = macro
  }
}

/**
 * What was thrown at `offset` of a template, as an error with a place. Python's errors become diagnostics in Python's
 * words; what already has a place keeps it; leaving a macro adds a frame. `names` are suggested for a missing one.
 */
export function located(thrown: unknown, origin: Origin, offset: number, names: () => Iterable<string>): AssayError {
  if (thrown instanceof AssayError && !(thrown instanceof MacroFailure) && thrown.diagnostics.every(hasPlace))
    return thrown
  const at = locate(origin.source, offset, origin.file)
  if (thrown instanceof PythonError) return new AssayError(pythonDiagnostic(thrown, at, names))
  if (thrown instanceof RangeError && /call stack/.test(thrown.message))
    return new AssayError(recursionTooDeep(at, thrown))
  const [first, ...more] = diagnosticsOf(thrown)
  const place = (diagnostic: Diagnostic) => placed(diagnostic, at, thrown)
  return new AssayError(place(first), ...more.map(place))
}

/** The same error, about to leave the macro `name`. */
export function leaving(error: AssayError, name: string): MacroFailure {
  const [first, ...more] = error.diagnostics
  return new MacroFailure(name, first, ...more)
}

function hasPlace({ at }: Diagnostic): boolean {
  return at !== undefined
}

function placed(diagnostic: Diagnostic, at: Location, thrown: unknown): Diagnostic {
  const withPlace = diagnostic.at === undefined ? { ...diagnostic, at, cause: diagnostic.cause ?? thrown } : diagnostic
  if (!(thrown instanceof MacroFailure)) return withPlace
  const frames = withPlace.frames ?? []
  return frames.length >= MOST_FRAMES ? withPlace : { ...withPlace, frames: [...frames, { name: thrown.macro, at }] }
}

const CODES: Readonly<Record<BuiltInError, string>> = {
  TypeError: 'jinja-type-error',
  ValueError: 'jinja-value-error',
  KeyError: 'jinja-key-error',
  IndexError: 'jinja-index-error',
  AttributeError: 'jinja-attribute-error',
  ZeroDivisionError: 'jinja-zero-division',
  OverflowError: 'jinja-overflow',
  UndefinedError: 'jinja-undefined',
  FilterArgumentError: 'jinja-filter-argument',
  TemplateRuntimeError: 'jinja-runtime-error',
  SecurityError: 'jinja-security',
  RuntimeError: 'jinja-runtime-error',
  AssertionError: 'jinja-runtime-error',
  LookupError: 'jinja-lookup-error',
  MemoryError: 'jinja-memory',
}

function pythonDiagnostic(error: PythonError, at: Location, names: () => Iterable<string>): Diagnostic {
  const wanted = error.type === 'UndefinedError' ? /^'([^']+)' is undefined$/.exec(error.message)?.[1] : undefined
  const hint = error.hint ?? (wanted === undefined || wanted.length < 3 ? undefined : didYouMean(wanted, names()))
  const { message } = error
  const code = isBuiltIn(error.type) ? CODES[error.type] : 'jinja-runtime-error'
  return { code, severity: 'error', message, at, cause: error, ...(hint === undefined ? {} : { hint }) }
}

function isBuiltIn(type: PythonErrorType): type is BuiltInError {
  return Object.hasOwn(CODES, type)
}
