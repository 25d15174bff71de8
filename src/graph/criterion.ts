import type { Diagnostic } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import { atWithPlus, unknownMethod, wrongValue } from './errors.ts'
import { METHODS } from './methods/methods.ts'
import { type Criterion, type IndirectSelection, METHOD_NAMES, type MethodName } from './selection-spec.ts'

/** `@` or `n+`, then `method.key.key:`, then the value, then `+n`. dbt's own pattern, with Python's idea of `\w`. */
const CRITERION = /^(@)?((\d*)\+)?(?:([\p{L}\p{N}_.]+):)?(.*?)(\+(\d*))?$/su

/** What surrounds a criterion: how its tests come along unless it says so itself, and where it is written. */
export interface Surroundings {
  readonly indirect: IndirectSelection
  readonly at?: Location
}

/** Reads one criterion of the command line or of a YAML text. Problems go to `report`, and nothing comes back. */
export function parseCriterion(
  raw: string,
  { indirect, at }: Surroundings,
  report: (problem: Diagnostic) => void,
): Criterion | undefined {
  const match = CRITERION.exec(raw)
  if (match === null) return undefined // every text matches: the value may be anything
  const [, prefix, up, upDepth, method, value = '', down, downDepth] = match
  return checked(
    {
      raw,
      method: method ?? guessMethod(value),
      value,
      parents: up === undefined ? 0 : steps(upDepth),
      children: down === undefined ? 0 : steps(downDepth),
      childrensParents: prefix !== undefined,
      indirect,
      ...(at === undefined ? {} : { at }),
    },
    report,
  )
}

/** A criterion in parts, its method still as written: `config.meta.owner`. */
export type Unchecked = Omit<Criterion, 'kind' | 'method' | 'keys'> & { readonly method: string }

/** Finds the method, and lets it object to what it was given. */
export function checked(parts: Unchecked, report: (problem: Diagnostic) => void): Criterion | undefined {
  const [name = '', ...keys] = parts.method.split('.')
  if (!isMethod(name)) {
    report(unknownMethod(name, parts.raw, parts.at))
    return undefined
  }
  const criterion: Criterion = { ...parts, kind: 'criterion', method: name, keys }
  const expected = name === 'selector' ? undefined : METHODS[name].expects?.(criterion)
  if (expected !== undefined) report(wrongValue(criterion, expected))
  if (criterion.childrensParents && criterion.children > 0) report(atWithPlus(criterion))
  return criterion
}

function isMethod(name: string): name is MethodName {
  return (METHOD_NAMES as readonly string[]).includes(name)
}

/** What dbt takes a value for that names no method. */
function guessMethod(value: string): MethodName {
  if (/[/\\]/.test(value)) return 'path'
  return /\.(?:sql|py|csv)$/i.test(value) ? 'file' : 'fqn'
}

function steps(depth: string | undefined): number {
  return depth === undefined || depth === '' ? Number.POSITIVE_INFINITY : Number(depth)
}
