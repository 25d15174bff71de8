import { didYouMean } from '../../base/near-miss.ts'
import { PythonError } from './python-error.ts'
import { quote } from './quote.ts'
import type { Undefined } from './value.ts'

/** Makes the missing value for what was asked; the host decides how forgiving it is. */
export type MakeUndefined = (wanted: string, reason?: string, known?: () => Iterable<string>) => Undefined

/** The error for using a missing value where a value is needed. */
export function undefinedError(missing: Undefined): PythonError {
  const message = missing.reason ?? `${quote(missing.wanted)} is undefined`
  return new PythonError('UndefinedError', message, missing.known && didYouMean(missing.wanted, missing.known()))
}
