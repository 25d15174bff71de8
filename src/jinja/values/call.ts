import { PythonError } from './python-error.ts'
import { typeName } from './type-name.ts'
import { undefinedError } from './undefined-error.ts'
import { type Callable, HostObject, type Kwargs, Undefined, type Value } from './value.ts'

/** `value(*args, **kwargs)`. The answer may be a promise. */
export function callValue(value: Value, args: readonly Value[], kwargs: Kwargs): Value | Promise<Value> {
  if (typeof value === 'function') return value(args, kwargs)
  const callable = callableOf(value)
  if (callable !== undefined) return callable(args, kwargs)
  if (value instanceof Undefined) {
    const answer = value.propagate()
    if (answer !== undefined) return answer
    throw undefinedError(value)
  }
  throw new PythonError('TypeError', `'${typeName(value)}' object is not callable`)
}

/** What calling the value runs, or undefined when it cannot be called. */
export function callableOf(value: Value): Callable | undefined {
  if (typeof value === 'function') return value
  return value instanceof HostObject ? value.callable : undefined
}
