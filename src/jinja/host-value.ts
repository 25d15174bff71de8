import { Dict, Float, HostObject, PySet, Tuple, Undefined, type Value } from './values/value.ts'

/** A JavaScript function that templates may call; see `hostFunction`. */
class HostFunction {
  readonly run: (...args: readonly unknown[]) => unknown

  constructor(run: (...args: readonly unknown[]) => unknown) {
    this.run = run
  }
}

/**
 * Lends `run` to templates. It gets plain JavaScript values: the positional arguments and, when there are keyword
 * arguments, an object of them at the end; its answer, or what its promise gives, is taken as context values are.
 * A function in a context that is not marked so is refused: what a template may run is said, not found.
 */
export function hostFunction<Args extends readonly never[]>(run: (...args: Args) => unknown): object {
  // The arguments come from a template: their types are what the function's author says they are.
  return new HostFunction(run as (...args: readonly unknown[]) => unknown)
}

/**
 * A plain JavaScript value as a template's: objects and Maps are dicts, arrays lists, Sets sets, integers ints, other
 * numbers floats, null is None, undefined is missing. Anything else (dates, class instances, bare functions) is a
 * TypeError that names its `path`.
 */
export function toValue(input: unknown, path: string, inside: readonly object[] = []): Value {
  switch (typeof input) {
    case 'string':
    case 'boolean':
      return input
    case 'number':
      return Number.isSafeInteger(input) ? input + 0 : new Float(input)
    case 'bigint':
      return Number.isSafeInteger(Number(input)) ? Number(input) : input
    case 'undefined':
      return new Undefined(path)
    case 'object':
      return input === null ? null : objectValue(input, path, inside)
    case 'function':
      throw new TypeError(`${path} is a function: mark it with hostFunction() if templates may call it`)
    default:
      throw new TypeError(`${path} is a ${typeof input}, which templates do not have`)
  }
}

function objectValue(input: object, path: string, inside: readonly object[]): Value {
  if (input instanceof HostFunction) return callable(input, path)
  if (isOurs(input)) return input
  if (inside.includes(input)) throw new TypeError(`${path} contains itself`)
  const around = [...inside, input]
  if (Array.isArray(input)) return input.map((item, index) => toValue(item, `${path}[${index}]`, around))
  if (input instanceof Set) return new PySet([...input].map((item) => toValue(item, path, around)))
  const key = (name: unknown) => `${path}.${String(name)}`
  if (input instanceof Map)
    return new Dict([...input].map(([k, v]) => [toValue(k, key(k), around), toValue(v, key(k), around)]))
  const prototype = Object.getPrototypeOf(input)
  if (prototype === Object.prototype || prototype === null)
    return new Dict(Object.entries(input).map(([name, item]) => [name, toValue(item, key(name), around)]))
  throw new TypeError(`${path} is a ${prototype.constructor?.name ?? 'object'}: give plain data`)
}

function isOurs(input: object): input is Value & object {
  return [Float, Tuple, Dict, PySet, Undefined, HostObject].some((type) => input instanceof type)
}

function callable({ run }: HostFunction, path: string): Value {
  return (args, kwargs) => {
    const plain = args.map(toPlain)
    if (kwargs.size > 0) plain.push(Object.fromEntries([...kwargs].map(([name, value]) => [name, toPlain(value)])))
    const answer = run(...plain)
    const back = (value: unknown) => toValue(value ?? null, `${path}()`)
    return answer instanceof Promise ? answer.then(back) : back(answer)
  }
}

/** A template's value as plain JavaScript; what has no plain form is passed as it is. */
function toPlain(value: Value): unknown {
  if (value instanceof Float) return value.value
  if (value instanceof Undefined) return undefined
  if (Array.isArray(value)) return value.map(toPlain)
  if (value instanceof Tuple) return value.items.map(toPlain)
  if (value instanceof PySet) return new Set([...value].map(toPlain))
  if (!(value instanceof Dict)) return value
  const pairs = [...value].map(([key, item]) => [toPlain(key), toPlain(item)] as const)
  return pairs.every(([key]) => typeof key === 'string') ? Object.fromEntries(pairs) : new Map(pairs)
}
