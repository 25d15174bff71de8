import { updateDict } from '../values/dict-from.ts'
import { fromKeys } from '../values/methods/dict.ts'
import { checkCount, positional } from '../values/methods/method.ts'
import { TypeObject } from '../values/type-object.ts'
import { Dict, type Value } from '../values/value.ts'

const fromkeys = positional<null>('dict.fromkeys', 1, 2, (_type, [keys = null, value = null]) => fromKeys(keys, value))

/** `dict(mapping or pairs, name=value)` */
export const dict = new TypeObject(
  'dict',
  (args, kwargs) => {
    checkCount('dict', args.length, 0, 1)
    const made = new Dict()
    updateDict(made, args[0], kwargs)
    return made
  },
  new Map<string, Value>([['fromkeys', (args, kwargs) => fromkeys(null, args, kwargs)]]),
)
