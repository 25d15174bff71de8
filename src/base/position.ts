/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A place in a file the user wrote. Line and column count from 1; column counts UTF-16 units, as editors do. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The whole text of `file`, when at hand: code frames are cut from it. */
  readonly source?: string
}

/** Where `offset` lies in `source`, as `file` is called by the user. Offsets past the end name the end. */
export function locate(source: string, offset: number, file: string): Location {
  const end = Math.min(Math.max(offset, 0), source.length)
  let line = 1
  let lineStart = 0
  for (let at = source.indexOf('\n'); at !== -1 && at < end; at = source.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { file, line, column: end - lineStart + 1, source }
}

/** The offset in `source` of a line and column; the other way of `locate`. */
export function offsetOfPlace(source: string, { line, column }: Pick<Location, 'line' | 'column'>): number {
  let start = 0
  for (let n = 1; n < line; n++) start = source.indexOf('\n', start) + 1
  return start + column - 1
}
