import { signature } from '../values/arguments.ts'
import { print } from '../values/print.ts'
import type { Filter } from './filter.ts'

const bind = signature('wordcount', [])
const WORD = /[\p{L}\p{N}_]+/gu

export const wordcount: Filter = (_context, value, args, kwargs) => {
  bind(args, kwargs)
  return print(value).match(WORD)?.length ?? 0
}
