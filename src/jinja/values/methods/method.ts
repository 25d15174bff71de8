import { PythonError } from '../python-error.ts'
import { quote } from '../quote.ts'
import type { Kwargs, Value } from '../value.ts'

/** A method of a built-in type, given its receiver. */
export type Method<Self> = (self: Self, args: readonly Value[], kwargs: Kwargs) => Value | Promise<Value>

/** Methods by name; without a prototype, so that no other name finds anything. */
export type Methods<Self> = Readonly<Record<string, Method<Self>>>

export function methods<Self>(...tables: readonly Record<string, Method<Self>>[]): Methods<Self> {
  return Object.assign(Object.create(null), ...tables)
}

// Python's C functions check their arguments in a handful of ways, each with words of its own. A method is declared with
// the way that Python declares it with, so that its errors read the same.

/** `str.upper() takes no arguments (1 given)` */
export function nullary<Self>(name: string, run: (self: Self) => Value): Method<Self> {
  return (self, args, kwargs) => {
    refuseKeywords(name, kwargs)
    if (args.length > 0) throw wrong(`${name}() takes no arguments (${args.length} given)`)
    return run(self)
  }
}

/** `list.append() takes exactly one argument (2 given)` */
export function unary<Self>(name: string, run: (self: Self, argument: Value) => Value): Method<Self> {
  return (self, args, kwargs) => {
    refuseKeywords(name, kwargs)
    if (args.length !== 1) throw wrong(`${name}() takes exactly one argument (${args.length} given)`)
    return run(self, args[0] as Value)
  }
}

type Arguments = readonly (Value | undefined)[]

/** `replace expected at least 2 arguments, got 1` */
export function positional<Self>(
  name: string,
  least: number,
  most: number,
  run: (self: Self, args: Arguments) => Value,
): Method<Self> {
  const short = name.slice(name.indexOf('.') + 1)
  return (self, args, kwargs) => {
    refuseKeywords(name, kwargs)
    checkCount(short, args.length, least, most)
    return run(self, args)
  }
}

/** `find() takes at least 1 argument (0 given)` */
export function searching<Self>(name: string, most: number, run: (self: Self, args: Arguments) => Value): Method<Self> {
  const short = name.slice(name.indexOf('.') + 1)
  return (self, args, kwargs) => {
    refuseKeywords(name, kwargs)
    if (args.length === 0) throw wrong(`${short}() takes at least 1 argument (0 given)`)
    if (args.length > most) throw wrong(`${short}() takes at most ${plural(most)} (${args.length} given)`)
    return run(self, args)
  }
}

/** `split() takes at most 2 arguments (3 given)`; the parameters may be named as well. */
export function keyworded<Self>(
  name: string,
  parameters: readonly string[],
  run: (self: Self, args: Arguments) => Value,
): Method<Self> {
  const short = name.slice(name.indexOf('.') + 1)
  return (self, args, kwargs) => {
    const given = args.length + kwargs.size
    if (given > parameters.length) throw wrong(`${short}() takes at most ${plural(parameters.length)} (${given} given)`)
    const bound: (Value | undefined)[] = [...args]
    for (const [key, value] of kwargs) {
      const index = parameters.indexOf(key)
      if (index < 0) throw wrong(`${quote(key)} is an invalid keyword argument for ${short}()`)
      if (index < args.length)
        throw wrong(`argument for ${short}() given by name (${quote(key)}) and position (${index + 1})`)
      bound[index] = value
    }
    return run(self, bound)
  }
}

/** `pop expected at most 1 argument, got 2` */
export function checkCount(name: string, count: number, least: number, most: number): void {
  if (count >= least && count <= most) return
  const bound = least === most ? '' : count < least ? 'at least ' : 'at most '
  throw wrong(`${name} expected ${bound}${plural(count < least ? least : most)}, got ${count}`)
}

export function refuseKeywords(name: string, kwargs: Kwargs): void {
  if (kwargs.size > 0) throw wrong(`${name}() takes no keyword arguments`)
}

function plural(count: number): string {
  return count === 1 ? '1 argument' : `${count} arguments`
}

function wrong(message: string): PythonError {
  return new PythonError('TypeError', message)
}
