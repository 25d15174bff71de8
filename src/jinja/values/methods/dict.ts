import { updateDict } from '../dict-from.ts'
import { DictView } from '../dict-view.ts'
import { iterate } from '../iterate.ts'
import { repr } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { Dict, Tuple, type Value } from '../value.ts'
import { checkCount, type Methods, methods, nullary, positional } from './method.ts'

/** All methods of dict. */
export const DICT_METHODS: Methods<Dict> = methods<Dict>({
  get: positional('dict.get', 1, 2, (dict, [key = null, whenMissing = null]) => {
    const found = dict.get(key)
    return found === undefined ? whenMissing : found
  }),
  keys: nullary('dict.keys', (dict) => new DictView('dict_keys', dict)),
  values: nullary('dict.values', (dict) => new DictView('dict_values', dict)),
  items: nullary('dict.items', (dict) => new DictView('dict_items', dict)),
  copy: nullary('dict.copy', (dict) => new Dict(dict)),
  clear: nullary('dict.clear', (dict) => {
    dict.clear()
    return null
  }),
  update: (dict, args, kwargs) => {
    checkCount('update', args.length, 0, 1)
    updateDict(dict, args[0], kwargs)
    return null
  },
  setdefault: positional('dict.setdefault', 1, 2, (dict, [key = null, value = null]) => {
    const found = dict.get(key)
    if (found !== undefined) return found
    dict.set(key, value)
    return value
  }),
  pop: positional('dict.pop', 1, 2, (dict, [key = null, whenMissing]) => {
    const found = dict.get(key)
    if (found !== undefined) {
      dict.delete(key)
      return found
    }
    if (whenMissing === undefined) throw new PythonError('KeyError', repr(key))
    return whenMissing
  }),
  popitem: nullary('dict.popitem', (dict) => {
    const last = [...dict].at(-1)
    if (last === undefined) throw new PythonError('KeyError', "'popitem(): dictionary is empty'")
    dict.delete(last[0])
    return new Tuple(last)
  }),
  fromkeys: positional('dict.fromkeys', 1, 2, (_dict, [keys = null, value = null]) => fromKeys(keys, value)),
})

/** `dict.fromkeys(keys, value)` */
export function fromKeys(keys: Value, value: Value): Dict {
  const dict = new Dict()
  for (const key of iterate(keys)) dict.set(key, value)
  return dict
}
