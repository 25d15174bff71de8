/** An error as Python would raise it. The value rooms throw it without a place; the emitted code adds where it happened. */
export class PythonError extends Error {
  override readonly name = 'PythonError'
  /** Python's (or Jinja2's) exception name: it decides nothing, it is told to the user and compared in tests. */
  readonly type: PythonErrorType
  /** What may help, in our own words. */
  readonly hint: string | undefined

  constructor(type: PythonErrorType, message: string, hint?: string) {
    super(message)
    this.type = type
    this.hint = hint
  }
}

export type PythonErrorType = BuiltInError | ModuleError

/** An error of a module that the host lends, named with it: `decimal.InvalidOperation`. */
export type ModuleError = `${string}.${string}`

export type BuiltInError =
  | 'TypeError'
  | 'ValueError'
  | 'KeyError'
  | 'IndexError'
  | 'AttributeError'
  | 'ZeroDivisionError'
  | 'OverflowError'
  | 'UndefinedError'
  | 'FilterArgumentError'
  | 'TemplateRuntimeError'
  | 'SecurityError'
  | 'RuntimeError'
  | 'AssertionError'
  | 'LookupError'
  | 'MemoryError'
