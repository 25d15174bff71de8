import { same } from '../../jinja/values/equality.ts'
import { iterate, toList } from '../../jinja/values/iterate.ts'
import { repr } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { Dict, HostObject, Tuple, type Value } from '../../jinja/values/value.ts'
import { hostFunction } from '../host-function.ts'
import { memberOf, members } from '../members.ts'

/**
 * agate's base of rows, columns and their lists: a tuple whose members may also have keys. Walking over it gives the
 * members, not the keys.
 */
export class MappedSequence extends HostObject {
  override readonly typeName: string
  readonly keys: readonly Value[] | null
  readonly #values: () => readonly Value[]
  #made: readonly Value[] | undefined
  #dict: Dict | undefined

  constructor(typeName: string, values: () => readonly Value[], keys: readonly Value[] | null) {
    super()
    this.typeName = typeName
    this.#values = values
    this.keys = keys
  }

  override get qualifiedName(): string {
    return `agate.${this.typeName}`
  }

  get values(): readonly Value[] {
    this.#made ??= this.#values()
    return this.#made
  }

  /** The members by key; Python's KeyError where there are no keys. */
  get dict(): Dict {
    if (this.keys === null) throw new PythonError('KeyError', '')
    const { keys } = this
    this.#dict ??= new Dict(this.values.slice(0, keys.length).map((value, index) => [keys[index] as Value, value]))
    return this.#dict
  }

  override get length(): number {
    return this.values.length
  }

  override iterate(): Iterable<Value> {
    return this.values
  }

  override contains(value: Value): boolean {
    return this.values.some((member) => same(member, value))
  }

  override item(key: Value): Value | undefined {
    if (typeof key === 'number') return this.values.at(key)
    return this.keys === null ? undefined : this.dict.get(key)
  }

  override attribute(name: string): Value | undefined {
    return memberOf(SEQUENCE_MEMBERS, this, name)
  }

  override equals(other: Value): boolean {
    if (!(Array.isArray(other) || other instanceof Tuple || other instanceof MappedSequence)) return false
    const theirs = toList(other)
    return theirs.length === this.length && theirs.every((member, index) => same(member, this.values[index] as Value))
  }

  override print(): string {
    const shown = this.values.slice(0, 5).map((value) => repr(value))
    return `<agate.${this.typeName}: (${shown.join(', ')}${this.length > 5 ? ', ...' : ''})>`
  }
}

export const SEQUENCE_MEMBERS = members<MappedSequence>({
  keys: (self) => hostFunction('keys', [], () => (self.keys === null ? null : new Tuple(self.keys))),
  values: (self) => hostFunction('values', [], () => new Tuple(self.values)),
  items: (self) => hostFunction('items', [], () => new Tuple([...self.dict].map((pair) => new Tuple(pair)))),
  dict: (self) => hostFunction('dict', [], () => new Dict(self.dict)),
  get: (self) =>
    hostFunction('get', ['key', 'default?'], (call) => {
      const found = self.dict.get(call.value('key'))
      return found === undefined ? call.value('default') : found
    }),
  count: (self) =>
    hostFunction(
      'count',
      ['value'],
      (call) => self.values.filter((member) => same(member, call.value('value'))).length,
    ),
  index: (self) =>
    hostFunction('index', ['value', 'start?', 'stop?'], (call) => {
      const index = [...iterate(self)].findIndex((member) => same(member, call.value('value')))
      if (index < 0) throw new PythonError('ValueError', '')
      return index
    }),
})
