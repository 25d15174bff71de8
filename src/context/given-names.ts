import { textOf } from '../jinja/values/text.ts'
import type { Value } from '../jinja/values/value.ts'
import { wrongArguments } from './errors.ts'

/** The arguments of `metric` and `function`: a name, or a package and a name. A package can be None, which is none. */
export function givenNames(caller: string, given: readonly Value[]): readonly string[] {
  const [first = null] = given
  const names = given.length === 2 && first === null ? given.slice(1) : given
  const parts = names.map(textOf).filter((part) => part !== undefined)
  if (parts.length !== names.length || parts.length < 1 || parts.length > 2)
    throw wrongArguments(caller, 'takes a name, or a package and a name', given.length)
  return parts
}
