import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import { type Location, locate } from '../base/position.ts'

/** A text and what the user calls it: with an offset, a place. */
export interface Origin {
  readonly file: string
  readonly source: string
}

/** The template cannot be read. One code for all of grammar: what was expected differs, the remedy is the message. */
export function syntaxError(origin: Origin, offset: number, message: string, hint?: string): AssayError {
  return jinjaError('jinja-syntax', origin, offset, message, hint)
}

/** Brackets or tags inside of each other until the stack ends. */
export function nestedTooDeeply(origin: Origin, offset: number): AssayError {
  return syntaxError(origin, offset, 'this is nested too deeply')
}

/** A tag nobody knows, or the end of something that is not open. */
export function unknownTag(
  origin: Origin,
  offset: number,
  tag: string,
  known: readonly string[],
  expected: readonly string[] | null,
): AssayError {
  if (tag.startsWith('end') || tag === 'else' || tag === 'elif') {
    const message =
      expected === null
        ? `'${tag}' has nothing to end here`
        : `'${tag}' comes too early: ${alternatives(expected)} must come first`
    return syntaxError(origin, offset, message)
  }
  return syntaxError(origin, offset, `unknown tag '${tag}'`, didYouMean(tag, [...known, ...(expected ?? [])]))
}

/** A definition that would hold only sometimes. */
export function blockInBranch(origin: Origin, offset: number, block: string, branch: string): Diagnostic {
  const message = `'${block}' stands inside of '${branch}', but definitions hold always`
  return syntaxError(origin, offset, message, `move it out, and put the '${branch}' into its body`).diagnostics[0]
}

/** A tag outside of the blocks of a macro file: most often a misspelt block. */
export function ignoredTag(origin: Origin, offset: number, tag: string, kinds: readonly string[]): Diagnostic {
  return {
    code: 'jinja-ignored',
    severity: 'warning',
    message: `the tag '${tag}' has no effect outside of a block`,
    hint: didYouMean(tag, kinds) ?? `what counts here is ${alternatives(kinds)}`,
    at: locate(origin.source, offset, origin.file),
  }
}

/** Template inheritance and imports: Jinja2 has them, dbt projects cannot use them. */
export function unsupportedTag(origin: Origin, offset: number, tag: string): AssayError {
  const hint = 'share code through macros in the macro folders: they are visible everywhere'
  return jinjaError('jinja-unsupported', origin, offset, `the tag '${tag}' is not supported`, hint)
}

/** A filter that the environment does not have. Without `at`, whoever catches it adds the place. */
export function unknownFilter(name: string, known: Iterable<string>, at?: Location): Diagnostic {
  return unknown('filter', name, known, at)
}

/** A test that the environment does not have. */
export function unknownTest(name: string, known: Iterable<string>, at?: Location): Diagnostic {
  return unknown('test', name, known, at)
}

function unknown(kind: 'filter' | 'test', name: string, known: Iterable<string>, at: Location | undefined): Diagnostic {
  const hint = didYouMean(name, known)
  return {
    code: `unknown-${kind}`,
    severity: 'error',
    message: `no ${kind} named '${name}'`,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  }
}

/** A macro that calls itself without end, or nearly so. */
export function recursionTooDeep(at?: Location, cause?: unknown): Diagnostic {
  const message = 'macros call each other too deeply'
  const hint = 'does a macro call itself without an end?'
  return { code: 'jinja-recursion', severity: 'error', message, hint, ...(at === undefined ? {} : { at }), cause }
}

/** `return()` where there is nothing to return from. */
export function strayReturn(origin: Origin): AssayError {
  const message = "'return' was called outside of a macro"
  const at = locate(origin.source, 0, origin.file)
  return new AssayError({ code: 'jinja-stray-return', severity: 'error', message, at })
}

function jinjaError(code: string, origin: Origin, offset: number, message: string, hint?: string): AssayError {
  const at = locate(origin.source, offset, origin.file)
  return new AssayError({ code, severity: 'error', message, at, ...(hint === undefined ? {} : { hint }) })
}

/** `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'` */
export function alternatives(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`
}
