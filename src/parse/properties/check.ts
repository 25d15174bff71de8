import type { z } from 'zod'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import { invalidProperty, missingProperty, unknownProperty } from '../errors.ts'
import { type Expected, expectationOf } from './expected.ts'

export type ValuePath = readonly (string | number)[]

/** Where the value at a path is written, and what messages call the whole it belongs to. */
export interface Written {
  readonly what: string
  readonly at: Location
}

/**
 * `value` as `schema` wants it, or null with a diagnostic for each thing that is wrong, in the order of the file: what
 * was expected, what is there instead, and where it is written.
 */
export function check<T>(
  schema: z.ZodType<T>,
  value: Json,
  written: (path: ValuePath) => Written,
  report: (diagnostic: Diagnostic) => void,
): T | null {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const found = flatten(result.error.issues).map((issue): Diagnostic & { readonly at: Location } => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    const got = valueAt(value, path)
    const { what, at } = written(path)
    if (issue.isUnknown) return unknownProperty(what, path, issue.expected.words, at)
    return got === undefined
      ? missingProperty(what, path, issue.expected, at)
      : invalidProperty(what, path, issue.expected, got, at)
  })
  for (const one of found.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)) report(one)
  return null
}

/** The same of an entry of a property file, or of part of one. */
export function checkEntry<T>(
  schema: z.ZodType<T>,
  value: Json,
  what: string,
  locate: (path: ValuePath) => Location,
  report: (diagnostic: Diagnostic) => void,
): T | null {
  return check(schema, value, (path) => ({ what, at: locate(path) }), report)
}

type Issue = z.core.$ZodIssue

interface Problem {
  readonly path: readonly PropertyKey[]
  readonly expected: Expected
  /** A key that a mapping does not have; what is expected says which was meant. */
  readonly isUnknown?: boolean
}

/** A union's own message says only that nothing fits: the branch that came nearest says why. */
function flatten(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): readonly Problem[] {
  return issues.flatMap((issue): readonly Problem[] => {
    const path = [...prefix, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], expected: expectationOf([issue]), isUnknown: true }))
    if (issue.code !== 'invalid_union') return [{ path, expected: expectationOf([issue]) }]
    const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
    return depth(deepest) > 0 ? flatten(deepest, path) : [{ path, expected: expectationOf(issue.errors.flat()) }]
  })
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}

function valueAt(value: Json, path: ValuePath): Json | undefined {
  let at: Json | undefined = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string, Json>>)[step as string]
  }
  return at
}
