import { equals } from './equality.ts'
import { iterate, unchanging } from './iterate.ts'
import { reprItems } from './print.ts'
import { type Dict, HostObject, PySet, Tuple, type Value } from './value.ts'

/** What `keys()`, `values()` and `items()` answer: a live window on the dict. */
export class DictView extends HostObject {
  override readonly typeName: 'dict_keys' | 'dict_values' | 'dict_items'
  readonly dict: Dict

  constructor(typeName: DictView['typeName'], dict: Dict) {
    super()
    this.typeName = typeName
    this.dict = dict
  }

  override get length(): number {
    return this.dict.size
  }

  override iterate(): Iterable<Value> {
    return unchanging(this.dict, this.#members(), 'dictionary changed size during iteration')
  }

  override contains(value: Value): boolean | undefined {
    if (this.typeName === 'dict_values') return undefined
    if (this.typeName === 'dict_keys') return this.dict.has(value)
    if (!(value instanceof Tuple) || value.items.length !== 2) return false
    const [key, expected] = value.items as [Value, Value]
    const found = this.dict.get(key)
    return found !== undefined && equals(found, expected)
  }

  /** Keys and items compare as sets do; values only with themselves. */
  override equals(other: Value): boolean {
    if (this === other) return true
    const [a, b] = [this.#asSet(), setLike(other)]
    return a !== undefined && b !== undefined && equals(a, b)
  }

  /** `keys() - other`, the one set operator that Jinja's grammar has. */
  override arithmetic(operator: string, other: Value, reflected: boolean): Value | undefined {
    const set = this.#asSet()
    if (operator !== '-' || set === undefined) return undefined
    const [from, without] = reflected ? [other, this as Value] : [set, other]
    const removed = new PySet(iterate(without))
    return new PySet([...iterate(from)].filter((item) => !removed.has(item)))
  }

  override print(): string {
    return this.repr()
  }

  override repr(inside: readonly unknown[] = []): string {
    if (inside.includes(this.dict) && this.typeName !== 'dict_keys') return '...'
    return `${this.typeName}([${reprItems(this.#members(), [...inside, this.dict])}])`
  }

  *#members(): Iterable<Value> {
    for (const [key, value] of this.dict) {
      if (this.typeName === 'dict_keys') yield key
      else yield this.typeName === 'dict_values' ? value : new Tuple([key, value])
    }
  }

  #asSet(): PySet | undefined {
    return this.typeName === 'dict_values' ? undefined : new PySet(this.#members())
  }
}

function setLike(value: Value): PySet | undefined {
  if (value instanceof PySet) return value
  return value instanceof DictView && value.typeName !== 'dict_values' ? new PySet(iterate(value)) : undefined
}
