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
import { nestedTooDeeply, type Origin } from './errors.ts'
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
  if (source.length > LONGEST_SHARED || Object.keys(options).length > 0)
    return { file, source, span, body: parse({ file, source }, span, options.keepTrailingNewline) }
  const body = shared.get(source) ?? parse({ file, source }, span)
  if (shared.size >= MOST_SHARED) shared.clear()
  shared.set(source, body)
  return { file, source, span, body }
}

/** Short texts, as YAML has them, stand there by the thousand: one tree for each text, which knows of no file. */
const shared = new Map<string, readonly Statement[]>()
const LONGEST_SHARED = 200
const MOST_SHARED = 5000

function parse(origin: Origin, span: Span, keepTrailingNewline = false): readonly Statement[] {
  const parser = new JinjaParser(new JinjaLexer(origin, span, keepTrailingNewline), origin)
  try {
    return parser.parse()
  } catch (error) {
    if (error instanceof RangeError) throw nestedTooDeeply(origin, span.start)
    throw error
  }
}

/** A template that was parsed before and had no fault. Its tree is made again only when somebody asks for it. */
export function knownTemplate(source: string, file: string, span: Span): Template {
  let body: readonly Statement[] | undefined
  return {
    file,
    source,
    span,
    get body() {
      const isWhole = span.start === 0 && span.end === source.length
      body ??= parseTemplate(source, file, isWhole ? {} : { span }).body
      return body
    },
  }
}
