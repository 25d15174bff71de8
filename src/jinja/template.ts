/**
 * The language, from text to text:
 *
 *     text ─ lexer, parser (on nunjucks) → tree (`ast.ts`) ─ scope, emit → JavaScript ─ compile → a function
 *     ─ bound to an environment (names, filters, tests) → text with segments, native values, or a macro to call
 *
 * Doors: `parseTemplate` and `parseBlocks` read; `renderTemplate`, `renderNative` and `bindMacro` run; `walk` and
 * `literalValue` read without running; `render` is all of it for whoever has plain data. Errors are AssayErrors with a place.
 */
import type { Span } from '../base/position.ts'
import type { Statement } from './ast.ts'
import { nestedTooDeeply } from './errors.ts'
import { JinjaLexer } from './lexer.ts'
import { JinjaParser } from './parser.ts'

/** A parsed template. `source` is the whole file, so that spans of a block in a larger file still point right. */
export interface Template {
  readonly file: string
  readonly source: string
  /** The part of `source` that the template is. */
  readonly span: Span
  readonly body: readonly Statement[]
}

export interface ParseOptions {
  /** The part of `source` that is the template; the whole of it by default. */
  readonly span?: Span
  /** Jinja2 (and dbt) drop one line end at the end of a template; true keeps it. */
  readonly keepTrailingNewline?: boolean
}

/**
 * Reads `source`, which the user calls `file`, as a template. Throws an AssayError with one diagnostic
 * (`jinja-syntax`, `jinja-unsupported`) at the first thing that is not one.
 */
export function parseTemplate(source: string, file: string, options: ParseOptions = {}): Template {
  const span = options.span ?? { start: 0, end: source.length }
  const origin = { file, source }
  const parser = new JinjaParser(new JinjaLexer(origin, span, options.keepTrailingNewline), origin)
  try {
    return { file, source, span, body: parser.parse() }
  } catch (error) {
    if (error instanceof RangeError) throw nestedTooDeeply(origin, span.start)
    throw error
  }
}
