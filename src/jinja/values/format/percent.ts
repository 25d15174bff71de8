import { integerOf } from '../integer.ts'
import { PythonError } from '../python-error.ts'
import { isSubscriptable, subscript } from '../subscript.ts'
import { characterCount, textOf } from '../text.ts'
import { Dict, HostObject, Tuple, Undefined, type Value } from '../value.ts'
import { convert, type Directive, PLAIN, type Spelling } from './percent-conversion.ts'

// `plain` is the bare `%%`: with anything in between, % is a conversion that does not exist.
const DIRECTIVE =
  /%(?<plain>%)|%(?:\((?<key>[^()]*(?:\([^()]*\)[^()]*)*)\))?(?<flags>[-+ #0]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d*))?[hlL]?(?<type>.)?/gsu

/** Python's `template % args`: a tuple gives several arguments, a mapping named ones. */
export function percentFormat(template: string, args: Value, spelling: Spelling = PLAIN): string {
  const source = new Arguments(args)
  const formatted = template.replace(DIRECTIVE, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>
    const end = (match.at(-3) as number) + (match[0] as string).length
    return directive(groups, source, () => characterCount(template.slice(0, end)) - 1, spelling)
  })
  source.finish()
  return formatted
}

function directive(
  groups: Record<string, string | undefined>,
  source: Arguments,
  index: () => number,
  spelling: Spelling,
): string {
  const { key, flags = '', type } = groups
  if (groups.plain !== undefined) return '%'
  if (key === undefined && type === '(') throw new PythonError('ValueError', 'incomplete format key')
  if (key !== undefined) source.select(key)
  const width = count(groups.width, source) ?? 0
  const precision = groups.precision === '' ? 0 : count(groups.precision, source)
  if (type === undefined) throw new PythonError('ValueError', 'incomplete format')
  const how: Directive = {
    left: flags.includes('-') || width < 0,
    plus: flags.includes('+'),
    space: flags.includes(' '),
    alternate: flags.includes('#'),
    zero: flags.includes('0'),
    width: Math.abs(width),
    precision: precision === undefined ? undefined : Math.max(0, precision),
    type,
    index,
  }
  return convert(how, source.next(), spelling)
}

// Far beyond any table, far below what memory bears.
const MAX_COUNT = 1_000_000

function count(spelled: string | undefined, source: Arguments): number | undefined {
  if (spelled === undefined) return undefined
  const value = spelled === '*' ? integerOf(source.next()) : Number(spelled)
  if (value === undefined) throw new PythonError('TypeError', '* wants int')
  if (value > MAX_COUNT || value < -MAX_COUNT) throw new PythonError('ValueError', 'width or precision too big')
  return Number(value)
}

/** Hands out the arguments in order, or by name. */
class Arguments {
  readonly #all: Value
  readonly #mapping: boolean
  #queue: readonly Value[]
  #taken = 0

  constructor(all: Value) {
    this.#all = all
    this.#mapping = isMapping(all)
    this.#queue = all instanceof Tuple ? all.items : [all]
  }

  /** The value of a `%(key)s` becomes the only argument. */
  select(key: string): void {
    if (!this.#mapping) throw new PythonError('TypeError', 'format requires a mapping')
    this.#queue = [subscript(this.#all, key)]
    this.#taken = 0
  }

  next(): Value {
    const value = this.#queue[this.#taken]
    if (value === undefined) throw new PythonError('TypeError', 'not enough arguments for format string')
    this.#taken += 1
    return value
  }

  /** Left-over arguments are an error, except of a mapping. */
  finish(): void {
    if (this.#mapping || this.#taken >= this.#queue.length) return
    throw new PythonError('TypeError', 'not all arguments converted during string formatting')
  }
}

/** What has `[…]` counts as a mapping here, lists and missing values included; a str and a tuple do not. */
function isMapping(value: Value): boolean {
  if (Array.isArray(value) || value instanceof Dict || value instanceof Undefined) return true
  return value instanceof HostObject && textOf(value) === undefined && isSubscriptable(value)
}
