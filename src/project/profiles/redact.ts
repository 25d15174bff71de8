import type { Diagnostic } from '../../base/diagnostic.ts'

/** A diagnostic about a file with secrets: its place, but no text to cut a code frame from. */
export function withoutSource(diagnostic: Diagnostic): Diagnostic {
  const { at, cause: _cause, ...rest } = diagnostic
  return at === undefined ? rest : { ...rest, at: { file: at.file, line: at.line, column: at.column } }
}

/**
 * The same for faults of YAML itself. Their messages quote the file (a password that begins with `*` is "no such
 * anchor"), so only sentences that are ours throughout are let through.
 */
export function withoutQuotations(diagnostic: Diagnostic): Diagnostic {
  const ours = OUR_WORDS.some((sentence) => sentence.test(diagnostic.message))
  return {
    ...withoutSource(diagnostic),
    message: ours ? diagnostic.message : 'this is not YAML; the text is not shown, because it may be a secret',
    hint: "put values with special characters in single quotes; a ' inside them is written ''",
  }
}

const OUR_WORDS = [
  /^a tab stands where YAML allows only spaces$/,
  /^this value contains `: `, which makes it look like a key$/,
  /^this line is indented deeper than its neighbours, though the line before it already has a value$/,
  /^the indentation of this line fits no line above it$/,
  /^a space is missing after the dash$/,
  /^the ["'[{] that opens here is (?:never|not) closed$/,
  /^a comma is missing between two entries$/,
  /^there is more text after the value has ended$/,
  /^the file holds several documents, separated by `---`$/,
  /^a merge conflict is left in the file$/,
  /^a list or mapping cannot be a key$/,
]
