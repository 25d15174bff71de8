import { PythonError } from '../python-error.ts'

/** `name.attribute[item]` of a replacement field, taken apart. */
export interface FieldName {
  /** A position, a keyword, or '' for the next position. */
  readonly first: number | string
  readonly path: readonly PathStep[]
}

export type PathStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'item'; readonly key: number | string }

const FIRST = /^[^.[]*/
const STEP = /\.(?<attribute>[^.[]*)|\[(?<item>[^\]]*)(?<end>\]?)(?<more>[^.[])?/gy

/** Parses a field's name; digits are positions and list indexes. */
export function parseFieldName(name: string): FieldName {
  const first = (FIRST.exec(name) as RegExpExecArray)[0]
  const path = [...name.slice(first.length).matchAll(STEP)].map((match) => parseStep(match.groups ?? {}))
  return { first: numeric(first), path }
}

function parseStep({ attribute, item, end, more }: Record<string, string | undefined>): PathStep {
  if (attribute === '' || item === '') throw malformed('Empty attribute in format string')
  if (attribute !== undefined) return { kind: 'attribute', name: attribute }
  if (end === '') throw malformed("Missing ']' in format string")
  if (more !== undefined) throw malformed("Only '.' or '[' may follow ']' in format field specifier")
  return { kind: 'item', key: numeric(item as string) }
}

function numeric(text: string): number | string {
  if (!/^\d+$/.test(text)) return text
  const position = Number(text)
  if (!Number.isSafeInteger(position)) throw malformed('Too many decimal digits in format string')
  return position
}

function malformed(message: string): PythonError {
  return new PythonError('ValueError', message)
}
