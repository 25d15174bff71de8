import { type FormatArguments, formatFields } from '../format/replacement-fields.ts'
import { PythonError } from '../python-error.ts'
import { quote } from '../quote.ts'
import { subscript } from '../subscript.ts'
import type { Kwargs, Value } from '../value.ts'
import { type Methods, methods, unary } from './method.ts'

/** `str.format` and `str.format_map`. */
export const STR_FORMAT_METHODS: Methods<string> = methods<string>({
  format: (text, args, kwargs) => formatFields(text, callArguments(args, kwargs)),
  format_map: unary('str.format_map', (text, mapping) => formatFields(text, mappingArguments(mapping))),
})

/** The values of `format(*args, **kwargs)`. */
export function callArguments(args: readonly Value[], kwargs: Kwargs): FormatArguments {
  return {
    positional: args,
    named: (name) => {
      const value = kwargs.get(name)
      if (value === undefined) throw new PythonError('KeyError', quote(name))
      return value
    },
  }
}

/** The values of `format_map(mapping)`: names only. */
export function mappingArguments(mapping: Value): FormatArguments {
  return { positional: undefined, named: (name) => subscript(mapping, name) }
}
