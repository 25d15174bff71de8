import type { Block } from './blocks.ts'
import { compileMacro } from './compile.ts'
import type { Environment } from './environment.ts'
import type { Callable } from './values/value.ts'

/**
 * The macro, test or materialization of `block` as something that can be called, its names looked up in `environment`.
 * It gives its text, or what the host's `return` threw (`MacroReturn`). Compiled at the first call, once per block;
 * that is also when unknown filters and tests are found.
 */
export function bindMacro(block: Block, environment: Environment): Callable {
  let bound: Callable | undefined
  return (args, kwargs) => {
    bound ??= compileMacro(block)(block, environment)
    return bound(args, kwargs)
  }
}
