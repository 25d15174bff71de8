import { type Method, type Methods, methods } from './method.ts'
import { STR_CASE_METHODS } from './str-case.ts'
import { STR_FORMAT_METHODS } from './str-format.ts'
import { STR_PAD_METHODS } from './str-pad.ts'
import { STR_SEARCH_METHODS } from './str-search.ts'
import { STR_SPLIT_METHODS } from './str-split.ts'
import { STR_TRANSLATE_METHODS } from './str-translate.ts'

const WITHOUT_FORMAT: Methods<string> = methods<string>(
  STR_CASE_METHODS,
  STR_PAD_METHODS,
  STR_SEARCH_METHODS,
  STR_SPLIT_METHODS,
  STR_TRANSLATE_METHODS,
)

/**
 * A method of str: all of Python's but `encode`, for templates have no bytes. `format` looks up attributes, which brings
 * us back here: so that table is only touched once everything is loaded.
 */
export function strMethod(name: string): Method<string> | undefined {
  return WITHOUT_FORMAT[name] ?? STR_FORMAT_METHODS[name]
}
