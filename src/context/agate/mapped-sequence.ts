import { same } from '../../jinja/values/equality.ts'
import { toList } from '../../jinja/values/iterate.ts'
import { OrderedDict } from '../../jinja/values/ordered-dict.ts'
import { repr } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { type SliceBounds, sliceItems } from '../../jinja/values/slice-bounds.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { Dict, HostObject, Tuple, type Value } from '../../jinja/values/value.ts'
import { hostFunction } from '../host-function.ts'
import { type Members, memberOf, members } from '../members.ts'

/** A list or tuple of keys; null where members have only places. */
export type Keys = Tuple | Value[] | null

/**
 * agate's base of rows, columns and lists of them: a tuple whose members may have keys, too. Walking over it gives the
 * members, not the keys. They are made when they are first asked for.
 */
export class MappedSequence extends HostObject {
  override readonly typeName: string = 'MappedSequence'
  readonly keys: Keys
  readonly #make: () => readonly Value[]
  #values: readonly Value[] | undefined
  #dict: Dict | undefined

  constructor(values: () => readonly Value[], keys: Keys) {
    super()
    this.#make = values
    this.keys = keys
  }

  override get qualifiedName(): string {
    return 'agate.mapped_sequence.MappedSequence'
  }

  get values(): readonly Value[] {
    this.#values ??= this.#make()
    return this.#values
  }

  /** The members by their keys. */
  get dict(): Dict {
    if (this.keys === null) throw new PythonError('KeyError', '')
    if (this.#dict === undefined) {
      const keys = toList(this.keys)
      this.#dict = new Dict(this.values.slice(0, keys.length).map((value, index) => [keys[index] as Value, value]))
    }
    return this.#dict
  }

  override get length(): number {
    return this.values.length
  }

  override iterate(): Iterable<Value> {
    return this.values
  }

  override pairs(): Iterable<readonly [Value, Value]> | undefined {
    return this.keys === null ? undefined : this.dict
  }

  /** It has the methods of a mapping, which is enough for `dict(…)` and `**`, and is a sequence all the same. */
  override get isMapping(): boolean {
    return false
  }

  override contains(value: Value): boolean {
    return this.values.some((member) => same(member, value))
  }

  override item(key: Value): Value | undefined {
    if (typeof key === 'number') return this.values.at(key)
    return this.keys === null || Array.isArray(key) || key instanceof Dict ? undefined : this.dict.get(key)
  }

  override slice(bounds: SliceBounds): Value {
    return new Tuple(sliceItems(this.values, bounds))
  }

  override attribute(name: string): Value | undefined {
    return memberOf(SEQUENCE_MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    if (!(Array.isArray(other) || other instanceof Tuple || other instanceof MappedSequence)) return false
    // A list is compared with the tuple of the members.
    const theirs = toList(other)
    return theirs.length === this.length && theirs.every((member, index) => same(member, this.values[index] as Value))
  }

  override print(): string {
    const shown = this.values.slice(0, 5).map((value) => repr(value))
    return `<agate.${this.typeName}: (${shown.join(', ')}${this.length > 5 ? ', ...' : ''})>`
  }
}

export const SEQUENCE_MEMBERS: Members<MappedSequence> = members<MappedSequence>({
  keys: (self) => hostFunction('keys', [], () => self.keys),
  values: (self) => hostFunction('values', [], () => new Tuple(self.values)),
  items: (self) => hostFunction('items', [], () => new Tuple(pairsOf(self))),
  dict: (self) => hostFunction('dict', [], () => new OrderedDict(self.dict)),
  get: (self) =>
    hostFunction('get', ['key', 'default?'], (call) => {
      const found = self.dict.get(call.value('key'))
      if (found !== undefined) return found
      const otherwise = call.value('default')
      return isTrue(otherwise) ? otherwise : null
    }),
  count: (self) =>
    hostFunction(
      'count',
      ['value'],
      (call) => self.values.filter((member) => same(member, call.value('value'))).length,
    ),
  index: (self) =>
    hostFunction('index', ['value', 'start?', 'stop?'], (call) => {
      const [start, stop] = ['start', 'stop'].map((name) => call.get(name))
      const from = typeof start === 'number' ? placeIn(self, start) : 0
      const to = typeof stop === 'number' ? placeIn(self, stop) : self.length
      const at = self.values.findIndex((member, i) => i >= from && i < to && same(member, call.value('value')))
      if (at < 0) throw new PythonError('ValueError', '')
      return at
    }),
})

function placeIn(self: MappedSequence, index: number): number {
  return index < 0 ? Math.max(0, self.length + index) : index
}

function pairsOf(self: MappedSequence): Value[] {
  if (self.keys === null) throw new PythonError('TypeError', "'NoneType' object is not iterable")
  const keys = toList(self.keys)
  return self.values.slice(0, keys.length).map((value, index) => new Tuple([keys[index] as Value, value]))
}
