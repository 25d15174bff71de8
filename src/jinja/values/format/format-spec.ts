import { PythonError } from '../python-error.ts'

/** `[[fill]align][sign][z][#][0][width][,_][.precision][type]`: Python's format mini-language. */
export interface FormatSpec {
  readonly fill: string
  readonly align: '<' | '>' | '=' | '^' | ''
  readonly sign: '+' | '-' | ' ' | ''
  readonly noNegativeZero: boolean
  readonly alternate: boolean
  readonly width: number
  readonly grouping: ',' | '_' | ''
  readonly precision: number | undefined
  readonly type: string
}

const SPEC =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_]*)(?<point>\.(?<precision>\d+)?)?(?<rest>.*)$/su

/** Parses a spec for a value of the named type; numbers align right and let `0` pad after the sign. */
export function parseFormatSpec(spec: string, typeName: string, isNumber: boolean): FormatSpec {
  const parts = SPEC.exec(spec)?.groups ?? {}
  const { fill, align = '', sign = '', grouping = '', precision, rest = '' } = parts
  if (grouping.length > 1) throw groupingClash(grouping)
  if (parts.point !== undefined && precision === undefined) throw invalid('Format specifier missing precision')
  if ([...rest].length > 1) throw invalid(`Invalid format specifier '${spec}' for object of type '${typeName}'`)
  const zero = parts.zero !== undefined && fill === undefined
  // Filled explicitly, a `0` before the width is the width's first digit, which changes nothing.
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align !== '' ? align : zero && isNumber ? '=' : '') as FormatSpec['align'],
    sign: sign as FormatSpec['sign'],
    noNegativeZero: parts.z !== undefined,
    alternate: parts.alternate !== undefined,
    width: boundedCount(parts.width),
    grouping: checkedGrouping(grouping as FormatSpec['grouping'], rest === '' && !isNumber ? 's' : rest),
    precision: precision === undefined ? undefined : boundedCount(precision),
    type: rest,
  }
}

/** Pads to the width by the alignment; `=` pads between sign and digits and is the caller's affair. */
export function pad(text: string, length: number, spec: FormatSpec, byDefault: '<' | '>'): string {
  const missing = spec.width - length
  if (missing <= 0) return text
  const align = spec.align === '' ? byDefault : spec.align
  if (align === '<') return text + spec.fill.repeat(missing)
  if (align === '^') {
    const left = missing >> 1
    return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left)
  }
  return spec.fill.repeat(missing) + text
}

// Far beyond any table, far below what memory bears.
const MAX_COUNT = 1_000_000

function boundedCount(digits: string | undefined): number {
  if (digits === undefined) return 0
  const count = Number(digits)
  if (count > MAX_COUNT) throw invalid('Too many decimal digits in format string')
  return count
}

function checkedGrouping(grouping: FormatSpec['grouping'], type: string): FormatSpec['grouping'] {
  if (grouping === '' || type === '' || 'defgEG%F'.includes(type)) return grouping
  if (grouping === '_' && 'boxX'.includes(type)) return grouping
  throw invalid(`Cannot specify '${grouping}' with '${type}'.`)
}

function groupingClash(grouping: string): PythonError {
  const [first, second] = grouping
  return invalid(first === second ? `Cannot specify '${first}' with '${second}'.` : "Cannot specify both ',' and '_'.")
}

function invalid(message: string): PythonError {
  return new PythonError('ValueError', message)
}
