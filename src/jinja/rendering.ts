import type { Span } from '../base/position.ts'
import { compileText, compileValues } from './compile.ts'
import type { Environment } from './environment.ts'
import { strayReturn } from './errors.ts'
import { MacroReturn } from './macro-return.ts'
import type { Template } from './template.ts'
import { print } from './values/print.ts'
import type { Value } from './values/value.ts'

export interface RenderedText {
  readonly text: string
  /** Where the pieces of `text` come from, in order, without gaps. */
  readonly segments: readonly Segment[]
}

/** A stretch of rendered text. */
export interface Segment {
  /** Offsets into the rendered text, end exclusive. */
  readonly start: number
  readonly end: number
  /** What made it: text of the file, or the expression or tag that printed it. */
  readonly source: Span
  /** True for text of the file: offsets within it correspond one to one (a line end `\r\n` is one `\n`, the last of its segment). */
  readonly exact: boolean
}

/** Renders `template`. Errors are AssayErrors with a place in the file and the macro calls that led there. */
export async function renderTemplate(template: Template, environment: Environment): Promise<RenderedText> {
  const numbers: number[] = []
  const text = await outermost(template, () => compileText(template)(template, environment)(numbers))
  return { text, segments: segmentsOf(numbers, text.length) }
}

/**
 * Renders `template` to a value, as dbt renders YAML: when all there is to print is one value, that value itself,
 * otherwise text. A constant (`{{ 1 }}`) counts as text.
 */
export async function renderNative(template: Template, environment: Environment): Promise<Value> {
  const [first] = template.body
  if (first?.kind === 'text' && template.body.length === 1) return first.text // most of what YAML holds
  const values: Value[] = []
  await outermost(template, () => compileValues(template)(template, environment)(values))
  const [only] = values
  return values.length === 1 && only !== undefined ? only : values.map(print).join('')
}

async function outermost<Result>(template: Template, render: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await render()
  } catch (error) {
    throw error instanceof MacroReturn ? strayReturn(template) : error
  }
}

function segmentsOf(numbers: readonly number[], length: number): Segment[] {
  const segments: Segment[] = []
  for (let at = 0; at < numbers.length; at += 4) {
    const [start = 0, from = 0, to = 0, exact = 0, end = length] = numbers.slice(at, at + 5)
    if (end > start) segments.push({ start, end, source: { start: from, end: to }, exact: exact === 1 })
  }
  return segments
}
