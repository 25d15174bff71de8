import { isSubset } from '../equality.ts'
import { iterate } from '../iterate.ts'
import { repr } from '../print.ts'
import { PythonError } from '../python-error.ts'
import { PySet, type Value } from '../value.ts'
import { type Method, type Methods, methods, nullary, refuseKeywords, unary } from './method.ts'

/** All methods of set. The other operands may be any iterable. */
export const SET_METHODS: Methods<PySet> = methods<PySet>({
  add: unary('set.add', (set, item) => {
    set.add(item)
    return null
  }),
  discard: unary('set.discard', (set, item) => {
    set.delete(item)
    return null
  }),
  remove: unary('set.remove', (set, item) => {
    if (!set.delete(item)) throw new PythonError('KeyError', repr(item))
    return null
  }),
  pop: nullary('set.pop', (set) => {
    for (const item of set) {
      set.delete(item)
      return item
    }
    throw new PythonError('KeyError', "'pop from an empty set'")
  }),
  clear: nullary('set.clear', (set) => {
    set.clear()
    return null
  }),
  copy: nullary('set.copy', (set) => new PySet(set)),
  union: combining('union', (set, others) => new PySet([...set, ...others.flatMap((other) => [...other])])),
  intersection: combining('intersection', intersection),
  difference: combining('difference', difference),
  symmetric_difference: unary('set.symmetric_difference', (set, other) => symmetricDifference(set, setOf(other))),
  update: updating('update', (set, others) => new PySet([...set, ...others.flatMap((other) => [...other])])),
  intersection_update: updating('intersection_update', intersection),
  difference_update: updating('difference_update', difference),
  symmetric_difference_update: unary('set.symmetric_difference_update', (set, other) =>
    replaceMembers(set, symmetricDifference(set, setOf(other))),
  ),
  issubset: unary('set.issubset', (set, other) => isSubset(set, setOf(other))),
  issuperset: unary('set.issuperset', (set, other) => isSubset(setOf(other), set)),
  isdisjoint: unary('set.isdisjoint', (set, other) => intersection(set, [setOf(other)]).size === 0),
})

type Combination = (set: PySet, others: readonly PySet[]) => PySet

function combining(name: string, combine: Combination): Method<PySet> {
  return (set, args, kwargs) => {
    refuseKeywords(`set.${name}`, kwargs)
    return combine(set, args.map(setOf))
  }
}

function updating(name: string, combine: Combination): Method<PySet> {
  return (set, args, kwargs) => {
    refuseKeywords(`set.${name}`, kwargs)
    return replaceMembers(set, combine(set, args.map(setOf)))
  }
}

function replaceMembers(set: PySet, members: PySet): null {
  const items = [...members]
  set.clear()
  for (const item of items) set.add(item)
  return null
}

function setOf(value: Value): PySet {
  return value instanceof PySet ? value : new PySet(iterate(value))
}

function intersection(set: PySet, others: readonly PySet[]): PySet {
  return new PySet([...set].filter((item) => others.every((other) => other.has(item))))
}

function difference(set: PySet, others: readonly PySet[]): PySet {
  return new PySet([...set].filter((item) => !others.some((other) => other.has(item))))
}

function symmetricDifference(set: PySet, other: PySet): PySet {
  return new PySet([...difference(set, [other]), ...difference(other, [set])])
}
