import type { z } from 'zod'

/** What a value should have been, in words, and the values there are where it is one of a few. */
export interface Expected {
  readonly words: string
  readonly values: readonly string[]
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'nothing',
}

/** What zod expected, said for the author of YAML; of several (a union's) any would have done. */
export function expectationOf(issues: readonly z.core.$ZodIssue[]): Expected {
  const values = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []))
  const words = issues.flatMap((issue): readonly string[] => {
    switch (issue.code) {
      case 'invalid_type':
        return [TYPES[issue.expected] ?? issue.expected]
      case 'invalid_value':
        return []
      case 'too_small':
        return [issue.origin === 'string' ? 'text that is not empty' : `at least ${issue.minimum}`]
      case 'too_big':
        return [`at most ${issue.maximum}`]
      default:
        return [issue.message]
    }
  })
  return { words: alternatives([...new Set([...words, ...values])].filter((word) => word !== 'nothing')), values }
}

function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? 'something else'
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
