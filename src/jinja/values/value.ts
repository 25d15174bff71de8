import { PythonError } from './python-error.ts'
import type { SliceBounds } from './slice-bounds.ts'

/**
 * What a template can hold. Python's types map so:
 * str = string · bool = boolean · None = null · int = number (safe integers) or bigint (past 2^53, and only there)
 * float = Float (boxed, so that 2.0 prints `2.0`) · list = array · tuple = Tuple · dict = Dict · set = PySet
 * missing = Undefined · function, method, macro = Callable · everything the host lends = HostObject.
 * A template never reaches a JavaScript property: attributes come from our tables or from `HostObject.attribute`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | Float
  | Tuple
  | Dict
  | PySet
  | Undefined
  | Callable
  | HostObject

/** A Python call: positional and keyword arguments. May answer later; whoever calls awaits only if a promise came back. */
export type Callable = (args: readonly Value[], kwargs: Kwargs) => Value | Promise<Value>

export type Kwargs = ReadonlyMap<string, Value>

export const NO_KWARGS: Kwargs = new Map()

export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

export class Tuple {
  readonly items: readonly Value[]

  constructor(items: readonly Value[]) {
    this.items = items
  }
}

/**
 * Something a template has no value for. Printing gives nothing, testing gives false, any other use is an error
 * (Jinja2's default `Undefined`). The host may subclass it to be more forgiving.
 */
export class Undefined {
  /** The name or attribute that was asked for. */
  readonly wanted: string
  /** Why it is missing, when the name alone does not say it ("'dict object' has no attribute 'x'"). */
  readonly reason: string | undefined
  /** What there is instead: one of it may be meant. */
  readonly known: (() => Iterable<string>) | undefined

  constructor(wanted: string, reason?: string, known?: () => Iterable<string>) {
    this.wanted = wanted
    this.reason = reason
    this.known = known
  }

  /** The answer to an attribute, item or call of a missing value, or undefined where that is an error. */
  propagate(): Undefined | undefined {
    return undefined
  }
}

/**
 * An object lent to templates. Subclasses say what it does; what they do not say, it does not do.
 * `undefined` as an answer means "no such thing" (Python's AttributeError, KeyError or NotImplemented).
 */
export abstract class HostObject {
  /** What Python's `type(x).__name__` would say; error messages use it. */
  abstract readonly typeName: string

  /** The type with its module where it has one (`jinja2.utils.Cycler`): what a missing attribute's message names. */
  get qualifiedName(): string {
    return this.typeName
  }

  /** The plain value it is another spelling of: keys and comparisons use that (a Markup is its text). */
  get plain(): Value | undefined {
    return undefined
  }

  /** Its pairs, when it is a mapping (`is mapping`, `**x`, `dict(x)`). */
  pairs(): Iterable<readonly [Value, Value]> | undefined {
    return undefined
  }

  /** `x.name` */
  attribute(_name: string): Value | undefined {
    return undefined
  }

  /** The names `attribute` answers to, where they are to be suggested for one that is missing. */
  get attributeNames(): Iterable<string> | undefined {
    return undefined
  }

  /** `x[key]` */
  item(_key: Value): Value | undefined {
    return undefined
  }

  /** `{% set x.name = … %}`; false when attributes cannot be set. */
  setAttribute(_name: string, _value: Value): boolean {
    return false
  }

  /** `x(…)`; undefined when it is not callable. */
  get callable(): Callable | undefined {
    return undefined
  }

  /** What `for` walks over, or undefined when it cannot. */
  iterate(): Iterable<Value> | undefined {
    return undefined
  }

  /** `x | length` */
  get length(): number | undefined {
    return undefined
  }

  /** `value in x`; undefined falls back to `iterate`. */
  contains(_value: Value): boolean | undefined {
    return undefined
  }

  /** `x == other` */
  equals(other: Value): boolean {
    return this === other
  }

  /** Negative, zero or positive as `x` is before, equal to or after `other`; undefined when they have no order. */
  compare(_other: Value): number | undefined {
    return undefined
  }

  /** A key equal for equal objects, or undefined when it cannot be a dict key by value (identity is used then). */
  get hashKey(): string | undefined {
    return undefined
  }

  get truth(): boolean {
    const length = this.length
    return length === undefined || length > 0
  }

  /** Arithmetic with Python's operator signs (`+ - * / // % **`); `reflected` when this is the right operand. */
  arithmetic(_operator: string, _other: Value, _reflected: boolean): Value | undefined {
    return undefined
  }

  /** `-x`, `+x` and `abs(x)`. */
  unary(_operator: '-' | '+' | 'abs'): Value | undefined {
    return undefined
  }

  /** `x[start:stop:step]`, where the items of `iterate` in a list are not the answer. */
  slice(_bounds: SliceBounds): Value | undefined {
    return undefined
  }

  /** True for what Python registers as a number (`is number`). */
  get isNumber(): boolean {
    return false
  }

  /** True for what Python registers as a mapping (`is mapping`): there are others that have pairs. */
  get isMapping(): boolean {
    return this.pairs() !== undefined
  }

  /** `int(x)`: towards zero. */
  get integer(): number | bigint | undefined {
    return undefined
  }

  /** `float(x)` */
  get float(): number | undefined {
    return undefined
  }

  /** `round(x, places)`, and `round(x)` when there are none. */
  round(_places: number | undefined): Value | undefined {
    return undefined
  }

  /** `format(x, spec)` for a spec that is not empty. */
  format(_spec: string): string | undefined {
    return undefined
  }

  /** `str(x)`: what `{{ x }}` prints. */
  abstract print(): string

  /** `repr(x)`: how it shows inside a printed list; `_inside` are the containers being printed around it. */
  repr(_inside?: readonly unknown[]): string {
    return this.print()
  }
}

/** A Python dict: keeps insertion order, keys equal by value (1, 1.0 and True are one key; tuples too). */
export class Dict {
  readonly #entries = new Map<unknown, [Value, Value]>()

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const [key, value] of entries) this.set(key, value)
  }

  /** From string keys, in order. */
  static of(fields: Readonly<Record<string, Value>>): Dict {
    const dict = new Dict()
    for (const key of Object.keys(fields)) dict.set(key, fields[key] as Value)
    return dict
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: Value): Value | undefined {
    return this.#entries.get(canonicalKey(key))?.[1]
  }

  has(key: Value): boolean {
    return this.#entries.has(canonicalKey(key))
  }

  /** Python keeps the first spelling of a key and replaces its value. */
  set(key: Value, value: Value): this {
    const canonical = canonicalKey(key)
    const entry = this.#entries.get(canonical)
    if (entry === undefined) this.#entries.set(canonical, [key, value])
    else entry[1] = value
    return this
  }

  delete(key: Value): boolean {
    return this.#entries.delete(canonicalKey(key))
  }

  clear(): void {
    this.#entries.clear()
  }

  *keys(): IterableIterator<Value> {
    for (const [key] of this.#entries.values()) yield key
  }

  *values(): IterableIterator<Value> {
    for (const [, value] of this.#entries.values()) yield value
  }

  entries(): IterableIterator<[Value, Value]> {
    return this.#entries.values()
  }

  [Symbol.iterator](): IterableIterator<[Value, Value]> {
    return this.entries()
  }
}

/** A Python set; iterates in insertion order (Python's own order is arbitrary). */
export class PySet {
  readonly #items = new Map<unknown, Value>()

  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.add(item)
  }

  get size(): number {
    return this.#items.size
  }

  has(value: Value): boolean {
    return this.#items.has(canonicalKey(value))
  }

  add(value: Value): this {
    const key = canonicalKey(value)
    if (!this.#items.has(key)) this.#items.set(key, value)
    return this
  }

  delete(value: Value): boolean {
    return this.#items.delete(canonicalKey(value))
  }

  clear(): void {
    this.#items.clear()
  }

  [Symbol.iterator](): IterableIterator<Value> {
    return this.#items.values()
  }
}

/** One JavaScript map key per class of equal Python values. Strings are themselves, so the common case allocates nothing. */
function canonicalKey(key: Value): unknown {
  if (typeof key === 'string') return key
  return typedKey(key)
}

function typedKey(key: Value): unknown {
  if (typeof key === 'number' || typeof key === 'boolean') return Number(key)
  if (key === null || typeof key === 'bigint' || typeof key === 'function') return key
  if (key instanceof Float)
    return Number.isSafeInteger(key.value) || !Number.isInteger(key.value) ? key.value + 0 : BigInt(key.value)
  if (key instanceof Tuple) return `\u0000tuple:${key.items.map(tuplePart).join('\u0001')}`
  if (Array.isArray(key)) throw new PythonError('TypeError', "unhashable type: 'list'")
  if (key instanceof Dict) throw new PythonError('TypeError', "unhashable type: 'dict'")
  if (key instanceof PySet) throw new PythonError('TypeError', "unhashable type: 'set'")
  if (key instanceof HostObject) {
    if (key.plain !== undefined) return canonicalKey(key.plain)
    return key.hashKey === undefined ? key : `\u0000${key.typeName}:${key.hashKey}`
  }
  if (key instanceof Undefined) return key.constructor
  return key
}

const identities = new WeakMap<object, number>()
let nextIdentity = 1

/** Text that is equal for equal tuple members, whatever their type. */
function tuplePart(value: Value): string {
  const key = canonicalKey(value)
  if (typeof key === 'object' && key !== null) return `o${identity(key)}`
  if (typeof key === 'function') return `o${identity(key)}`
  const text = String(key)
  return `${typeof key === 'bigint' ? 'number' : typeof key}${text.length}:${text}`
}

function identity(object: object): number {
  let id = identities.get(object)
  if (id === undefined) {
    id = nextIdentity++
    identities.set(object, id)
  }
  return id
}
