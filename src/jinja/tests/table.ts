import * as characters from '../values/character-classes.ts'
import { print } from '../values/print.ts'
import * as comparison from './comparison.ts'
import * as kind from './kind.ts'
import { isFilter, isTest } from './names.ts'
import { isDivisibleBy, isEven, isOdd } from './numbers.ts'
import { plain } from './plain.ts'
import type { Tests } from './test.ts'

/** All tests of Jinja2 3.1. */
export const BUILT_IN_TESTS: Tests = Object.freeze(
  Object.assign(Object.create(null), {
    odd: isOdd,
    even: isEven,
    divisibleby: isDivisibleBy,
    defined: kind.isDefined,
    undefined: kind.isUndefined,
    filter: isFilter,
    test: isTest,
    none: kind.isNone,
    boolean: kind.isBoolean,
    false: kind.isFalse,
    true: kind.isTrueItself,
    integer: kind.isInteger,
    float: kind.isFloat,
    lower: plain('lower', (value) => characters.isLower(print(value))),
    upper: plain('upper', (value) => characters.isUpper(print(value))),
    string: kind.isString,
    mapping: kind.isMapping,
    number: kind.isNumber,
    sequence: kind.isSequence,
    iterable: kind.isIterable,
    callable: kind.isCallable,
    sameas: comparison.isSameAs,
    escaped: kind.isEscaped,
    in: comparison.isIn,
    '==': comparison.isEqual,
    eq: comparison.isEqual,
    equalto: comparison.isEqual,
    '!=': comparison.isUnequal,
    ne: comparison.isUnequal,
    '>': comparison.isGreater,
    gt: comparison.isGreater,
    greaterthan: comparison.isGreater,
    '>=': comparison.isGreaterOrEqual,
    ge: comparison.isGreaterOrEqual,
    '<': comparison.isLess,
    lt: comparison.isLess,
    lessthan: comparison.isLess,
    '<=': comparison.isLessOrEqual,
    le: comparison.isLessOrEqual,
  } satisfies Tests),
)
