import { PythonError } from '../../jinja/values/python-error.ts'

/** Signals of Python's decimal context that are errors by default; the message is the list of conditions, as Python has it. */
export function decimalError(
  signal: 'InvalidOperation' | 'DivisionByZero' | 'Overflow',
  condition: string = signal,
): PythonError {
  const conditions = signal === 'Overflow' ? "<class 'decimal.Overflow'>" : `<class 'decimal.${condition}'>`
  return new PythonError(`decimal.${signal}`, `[${conditions}]`)
}
