import { signature } from '../values/arguments.ts'
import type { Value } from '../values/value.ts'
import type { Test } from './test.ts'

/** A test of the value alone, without arguments. */
export function plain(name: string, judge: (value: Value) => boolean): Test {
  const bind = signature(name, [])
  return (_context, value, args, kwargs) => {
    bind(args, kwargs)
    return judge(value)
  }
}
