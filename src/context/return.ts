import { MacroReturn } from '../jinja/macro-return.ts'
import { hostFunction } from './host-function.ts'

/** `return(value)`: ends the macro, which then answers `value` itself instead of its text. */
export const returnFunction = hostFunction('return', ['data'], (call) => {
  throw new MacroReturn(call.value('data'))
})
