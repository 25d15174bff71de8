import { repr } from '../values/print.ts'
import { PythonError } from '../values/python-error.ts'
import { textOf } from '../values/text.ts'
import { undefinedError } from '../values/undefined-error.ts'
import { type Kwargs, Undefined, type Value } from '../values/value.ts'
import type { FilterContext } from './filter.ts'

/** Runs a filter that is known by its name only when the template runs (`map`). */
export function callFilter(
  context: FilterContext,
  name: Value,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
): Value | Promise<Value> {
  const filter = context.filters[textOf(name) ?? '']
  if (filter === undefined) throw unknown('filter', name)
  return filter(context, value, args, kwargs)
}

/** Runs a test that is known by its name only when the template runs (`select`). */
export function callTest(
  context: FilterContext,
  name: Value,
  value: Value,
  args: readonly Value[],
  kwargs: Kwargs,
): boolean | Promise<boolean> {
  const test = context.tests[textOf(name) ?? '']
  if (test === undefined) throw unknown('test', name)
  return test(context, value, args, kwargs)
}

function unknown(kind: 'filter' | 'test', name: Value): PythonError {
  const message = `No ${kind} named ${repr(name)}.`
  if (!(name instanceof Undefined)) return new PythonError('TemplateRuntimeError', message)
  const why = undefinedError(name).message
  return new PythonError('TemplateRuntimeError', `${message} (${why}; did you forget to quote the callable name?)`)
}
