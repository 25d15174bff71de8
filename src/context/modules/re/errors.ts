import { PythonError } from '../../../jinja/values/python-error.ts'

/** Python's `re.error` for a pattern (or replacement) that is wrong at `position`, counted in code points. */
export function patternError(message: string, pattern: string, position: number): PythonError {
  const before = Array.from(pattern).slice(0, position)
  const place = pattern.includes('\n') ? ` (line ${lineOf(before)}, column ${columnOf(before)})` : ''
  return new PythonError('re.error', `${message} at position ${position}${place}`)
}

export function noSuchGroup(): PythonError {
  return new PythonError('IndexError', 'no such group')
}

export function repetitionTooLarge(): PythonError {
  return new PythonError('OverflowError', 'the repetition number is too large')
}

function lineOf(before: readonly string[]): number {
  return before.filter((character) => character === '\n').length + 1
}

function columnOf(before: readonly string[]): number {
  return before.length - before.lastIndexOf('\n')
}
