import { cycler } from './globals/cycler.ts'
import { dict } from './globals/dict.ts'
import { joiner } from './globals/joiner.ts'
import { lipsum } from './globals/lipsum.ts'
import { namespace } from './globals/namespace.ts'
import { range } from './globals/range.ts'
import type { Value } from './values/value.ts'

/** All names that Jinja2 gives to every template. Without a prototype, so that no other name finds anything. */
export const BUILT_IN_GLOBALS: Readonly<Record<string, Value>> = Object.freeze(
  Object.assign(Object.create(null), { cycler, dict, joiner, lipsum, namespace, range }),
)
