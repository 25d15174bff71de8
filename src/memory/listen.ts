/** What templates ask of their surroundings while a project is parsed: with other answers it might say something else. */
import { sha256 } from '../base/digest.ts'
import type { Invocation } from '../context/invocation.ts'

/** Hashes of answers by what was asked for; null where there is nothing of that name. */
type Answers = Readonly<Record<string, string | null>>

/** What was asked, with hashes of the answers. */
export interface Asked {
  readonly variables: Answers
  /** Of `flags`; `ALL` for somebody who looked at every one. */
  readonly flags: Answers
  /** `invocation_args_dict`; null where nobody asked. */
  readonly arguments: string | null
}

const ALL = '*'

export interface Listening {
  readonly invocation: Invocation
  /** Null after something was asked, or said, that is another thing every time: the hour, an id, `random`, a line on the terminal. */
  readonly asked: () => Asked | null
}

const NOTHING: Asked = { variables: {}, flags: {}, arguments: null }

/** An invocation that notes what is asked of it. */
export function listenTo(invocation: Invocation): Listening {
  const variables = new Set<string>()
  const flags = new Set<string>()
  let isFleeting = false
  let hasArguments = false
  const { id, startedAt, clock, chance = Math.random, log } = invocation
  const fleeting = <T>(value: T): T => {
    isFleeting = true
    return value
  }
  return {
    invocation: {
      ...invocation,
      environment: heard(invocation.environment, variables),
      flags: heard(invocation.flags, flags),
      get id() {
        return fleeting(id)
      },
      get startedAt() {
        return fleeting(startedAt)
      },
      get arguments() {
        hasArguments = true
        return invocation.arguments
      },
      clock: () => fleeting(clock()),
      chance: () => fleeting(chance()),
      log(entry) {
        if (entry.visible) isFleeting = true
        log(entry)
      },
    },
    asked() {
      // All variables are never the same.
      if (isFleeting || variables.has(ALL)) return null
      if (variables.size + flags.size === 0 && !hasArguments) return NOTHING
      return answersTo({ variables, flags, arguments: hasArguments }, invocation)
    },
  }
}

/** The same object, whose readers leave the names of what they read. */
function heard<T extends object>(object: T, names: Set<string>): T {
  return new Proxy(object, {
    get(target, name) {
      names.add(String(name))
      return Reflect.get(target, name) as unknown
    },
    getOwnPropertyDescriptor(target, name) {
      names.add(String(name))
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
    has(target, name) {
      names.add(String(name))
      return Reflect.has(target, name)
    },
    ownKeys(target) {
      names.add(ALL)
      return Reflect.ownKeys(target)
    },
  })
}

/** Whether the same questions have the same answers now. */
export function isSameAnswer(asked: Asked, invocation: Invocation): boolean {
  const questions = {
    variables: Object.keys(asked.variables),
    flags: Object.keys(asked.flags),
    arguments: asked.arguments !== null,
  }
  return JSON.stringify(answersTo(questions, invocation)) === JSON.stringify(asked)
}

interface Questions {
  readonly variables: Iterable<string>
  readonly flags: Iterable<string>
  readonly arguments: boolean
}

/** Names in order, so that the same answers are the same JSON. */
function answersTo(asked: Questions, { environment, flags, arguments: given }: Invocation): Asked {
  return {
    variables: answers(asked.variables, (name) => {
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined
      return value === undefined ? null : `${name}=${value}`
    }),
    flags: answers(asked.flags, (name) => {
      if (name === ALL) return JSON.stringify(flags)
      return Object.hasOwn(flags, name) ? JSON.stringify(flags[name]) : null
    }),
    arguments: asked.arguments ? sha256(JSON.stringify(given)) : null,
  }
}

function answers(names: Iterable<string>, answer: (name: string) => string | null): Answers {
  const hashed = [...names].sort().map((name) => {
    const text = answer(name)
    return [name, text === null ? null : sha256(text)] as const
  })
  return Object.fromEntries(hashed)
}
