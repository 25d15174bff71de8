/** What templates ask of their surroundings while a project is parsed: with other answers it might say something else. */
import { sha256 } from '../base/digest.ts'
import type { Invocation } from '../context/invocation.ts'

/** What was asked, with hashes of the answers. */
export interface Asked {
  /** By name; null for variables that were not set. */
  readonly variables: Readonly<Record<string, string | null>>
  /** `flags` and `invocation_args_dict`; null where nobody asked. */
  readonly flags: string | null
  readonly arguments: string | null
}

export interface Listening {
  readonly invocation: Invocation
  /** Null after something was asked, or said, that is another thing every time: the hour, an id, `random`, a line on the terminal. */
  readonly asked: () => Asked | null
}

/** An invocation that notes what is asked of it. */
export function listenTo(invocation: Invocation): Listening {
  const names = new Set<string>()
  const parts = new Set<'flags' | 'arguments'>()
  let isFleeting = false
  const environment = new Proxy(invocation.environment, {
    get: (target, name) => {
      names.add(String(name))
      return Reflect.get(target, name) as string | undefined // what it holds
    },
    getOwnPropertyDescriptor: (target, name) => {
      names.add(String(name))
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
    has: (target, name) => {
      names.add(String(name))
      return Reflect.has(target, name)
    },
    ownKeys: (target) => {
      isFleeting = true
      return Reflect.ownKeys(target)
    },
  })
  const { id, startedAt, clock, chance = Math.random, log } = invocation
  const fleeting = <T>(value: T): T => {
    isFleeting = true
    return value
  }
  return {
    invocation: {
      ...invocation,
      environment,
      get id() {
        return fleeting(id)
      },
      get startedAt() {
        return fleeting(startedAt)
      },
      get flags() {
        parts.add('flags')
        return invocation.flags
      },
      get arguments() {
        parts.add('arguments')
        return invocation.arguments
      },
      clock: () => fleeting(clock()),
      chance: () => fleeting(chance()),
      log(entry) {
        if (entry.visible) isFleeting = true
        log(entry)
      },
    },
    asked: () => (isFleeting ? null : answersTo({ names, parts }, invocation)),
  }
}

/** Whether the same questions have the same answers now. */
export function isSameAnswer(asked: Asked, invocation: Invocation): boolean {
  const parts = (['flags', 'arguments'] as const).filter((part) => asked[part] !== null)
  const now = answersTo({ names: Object.keys(asked.variables), parts }, invocation)
  const isSame = (name: string): boolean => now.variables[name] === asked.variables[name]
  return now.flags === asked.flags && now.arguments === asked.arguments && Object.keys(asked.variables).every(isSame)
}

function answersTo(
  { names, parts }: { readonly names: Iterable<string>; readonly parts: Iterable<'flags' | 'arguments'> },
  invocation: Invocation,
): Asked {
  const { environment } = invocation
  const wanted = new Set(parts)
  const part = (key: 'flags' | 'arguments') => (wanted.has(key) ? sha256(JSON.stringify(invocation[key])) : null)
  const answers = [...names].sort().map((name) => {
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined
    return [name, value === undefined ? null : sha256(`${name}=${value}`)] as const
  })
  return { variables: Object.fromEntries(answers), flags: part('flags'), arguments: part('arguments') }
}
