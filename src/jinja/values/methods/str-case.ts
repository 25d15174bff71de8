import { capitalize, caseFold, swapCase, titleCase } from '../case.ts'
import * as is from '../character-classes.ts'
import { type Methods, methods, nullary } from './method.ts'

/** `str` methods that look at letters only: case and classes. */
export const STR_CASE_METHODS: Methods<string> = methods<string>({
  upper: nullary('str.upper', (text) => text.toUpperCase()),
  lower: nullary('str.lower', (text) => text.toLowerCase()),
  title: nullary('str.title', titleCase),
  capitalize: nullary('str.capitalize', capitalize),
  swapcase: nullary('str.swapcase', swapCase),
  casefold: nullary('str.casefold', caseFold),
  isalnum: nullary('str.isalnum', is.isAlphanumeric),
  isalpha: nullary('str.isalpha', is.isAlpha),
  isascii: nullary('str.isascii', is.isAscii),
  isdecimal: nullary('str.isdecimal', is.isDecimal),
  isdigit: nullary('str.isdigit', is.isDigit),
  isidentifier: nullary('str.isidentifier', is.isIdentifier),
  islower: nullary('str.islower', is.isLower),
  isnumeric: nullary('str.isnumeric', is.isNumeric),
  isprintable: nullary('str.isprintable', is.isPrintable),
  isspace: nullary('str.isspace', is.isSpace),
  istitle: nullary('str.istitle', is.isTitle),
  isupper: nullary('str.isupper', is.isUpper),
})
