import type { Diagnostic } from '../../base/diagnostic.ts'

/** A diagnostic about a file with secrets: its place, but no text to cut a code frame from. */
export function withoutSource(diagnostic: Diagnostic): Diagnostic {
  const { at, cause: _cause, ...rest } = diagnostic
  return at === undefined ? rest : { ...rest, at: { file: at.file, line: at.line, column: at.column } }
}

/**
 * The same for faults of YAML itself, whose messages quote the file: what they quote is blanked out. (A password that
 * begins with `*` is "no such anchor".)
 */
export function withoutQuotations(diagnostic: Diagnostic): Diagnostic {
  return {
    ...withoutSource(diagnostic),
    message: diagnostic.message.replace(/'[^']*'|"[^"]*"|`[^`]*`|\\./g, "'…'"),
    hint: "put values with special characters in single quotes; a ' inside them is written ''",
  }
}
