import type { z } from 'zod'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import type { Location } from '../../base/position.ts'
import { invalidProperty } from '../errors.ts'

/**
 * `value` as `schema` wants it, or null with a diagnostic for each thing that is wrong: path, what was expected, what
 * was found, and where it is written.
 */
export function check<T>(
  schema: z.ZodType<T>,
  value: Json,
  what: string,
  locate: (path: readonly (string | number)[]) => Location,
  report: (diagnostic: Diagnostic) => void,
): T | null {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of flatten(result.error.issues)) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    report(invalidProperty(what, path, issue.message, valueAt(value, path), locate(path)))
  }
  return null
}

type Issue = z.core.$ZodIssue

/** A union's own message says only that nothing fits: the branch that came nearest says why. */
function flatten(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): readonly Issue[] {
  return issues.flatMap((issue): readonly Issue[] => {
    const path = [...prefix, ...issue.path]
    if (issue.code !== 'invalid_union') return [{ ...issue, path }]
    const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
    return depth(deepest) > 0 ? flatten(deepest, path) : [{ ...issue, path, message: alternatives(issue.errors) }]
  })
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}

function alternatives(errors: readonly (readonly Issue[])[]): string {
  const expected = errors.flat().flatMap((issue) => ('expected' in issue ? [String(issue.expected)] : []))
  return `expected ${[...new Set(expected)].join(' or ')}`
}

function valueAt(value: Json, path: readonly (string | number)[]): Json | undefined {
  let at: Json | undefined = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string, Json>>)[step as string]
  }
  return at
}
