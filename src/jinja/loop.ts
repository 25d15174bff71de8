import { equals } from './values/equality.ts'
import { iterate } from './values/iterate.ts'
import { measure } from './values/length.ts'
import { PythonError } from './values/python-error.ts'
import type { MakeUndefined } from './values/undefined-error.ts'
import { type Callable, HostObject, Tuple, type Value } from './values/value.ts'

/** Renders the body of a recursive loop over other items. */
export type Recurse = (items: Value, depth: number) => Value | Promise<Value>

/** The `loop` of a `for`: walks its items, one ahead where `last` or `nextitem` ask for it. */
export class Loop extends HostObject implements Iterable<Value> {
  override readonly typeName = 'LoopContext'
  readonly #source: Value | undefined
  #rest: Iterator<Value>
  readonly #recurse: Recurse | undefined
  readonly #depth0: number
  readonly #makeUndefined: MakeUndefined
  #length: number | undefined
  #index0 = -1
  /** Undefined is "none": a template has no such value. */
  #ahead: Value | undefined
  #current: Value | undefined
  #before: Value | undefined
  #changed: Value | undefined

  /** `source` tells the length where it has one; `items` are what is walked: all of it, or what a filter lets through. */
  constructor(
    source: Value | undefined,
    items: Iterable<Value>,
    makeUndefined: MakeUndefined,
    recurse?: Recurse,
    depth0 = 0,
  ) {
    super()
    this.#source = source
    this.#rest = items[Symbol.iterator]()
    this.#makeUndefined = makeUndefined
    this.#recurse = recurse
    this.#depth0 = depth0
  }

  override get qualifiedName(): string {
    return 'jinja2.runtime.LoopContext'
  }

  *[Symbol.iterator](): Iterator<Value> {
    for (let value = this.#next(); value !== undefined; value = this.#next()) {
      this.#index0++
      this.#before = this.#current
      this.#current = value
      yield value
    }
  }

  #next(): Value | undefined {
    const value = this.#peek()
    this.#ahead = undefined
    return value
  }

  #peek(): Value | undefined {
    if (this.#ahead === undefined) {
      const step = this.#rest.next()
      this.#ahead = step.done === true ? undefined : step.value
    }
    return this.#ahead
  }

  override get length(): number {
    this.#length ??= this.#source === undefined ? undefined : measure(this.#source)
    if (this.#length === undefined) {
      const rest = drain(this.#rest)
      this.#rest = rest.values()
      this.#length = rest.length + this.#index0 + 1 + (this.#ahead === undefined ? 0 : 1)
    }
    return this.#length
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'index':
        return this.#index0 + 1
      case 'index0':
        return this.#index0
      case 'revindex':
        return this.length - this.#index0
      case 'revindex0':
        return this.length - this.#index0 - 1
      case 'first':
        return this.#index0 === 0
      case 'last':
        return this.#peek() === undefined
      case 'length':
        return this.length
      case 'depth':
        return this.#depth0 + 1
      case 'depth0':
        return this.#depth0
      case 'previtem':
        return orMissing(this.#before, () => this.#makeUndefined('previtem', 'there is no previous item'))
      case 'nextitem':
        return orMissing(this.#peek(), () => this.#makeUndefined('nextitem', 'there is no next item'))
      case 'cycle':
        return (args) => this.#cycle(args)
      case 'changed':
        return (args) => this.#hasChanged(args)
      default:
        return undefined
    }
  }

  #cycle(args: readonly Value[]): Value {
    const value = args[this.#index0 % args.length]
    if (value === undefined) throw new PythonError('TypeError', 'no items for cycling given')
    return value
  }

  #hasChanged(args: readonly Value[]): boolean {
    const now = new Tuple(args)
    if (this.#changed !== undefined && equals(this.#changed, now)) return false
    this.#changed = now
    return true
  }

  /** `loop(items)` */
  override get callable(): Callable {
    return ([items, ...more]) => {
      if (this.#recurse === undefined)
        throw new PythonError('TypeError', "The loop must have the 'recursive' marker to be called recursively.")
      if (items === undefined || more.length > 0)
        throw new PythonError('TypeError', 'loop() takes exactly one argument: the items to go through')
      return this.#recurse(items, this.#depth0 + 1)
    }
  }

  override print(): string {
    return `<LoopContext ${this.#index0 + 1}/${this.length}>`
  }
}

/** The loop over all of `value`. */
export function loopOver(value: Value, makeUndefined: MakeUndefined, recurse?: Recurse, depth0?: number): Loop {
  return new Loop(value, iterate(value), makeUndefined, recurse, depth0)
}

/** `??` would take None for missing. */
function orMissing(value: Value | undefined, missing: () => Value): Value {
  return value === undefined ? missing() : value
}

function drain(iterator: Iterator<Value>): Value[] {
  const values: Value[] = []
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) values.push(step.value)
  return values
}
