import { type Location, locate } from '../base/position.ts'
import type { Segment } from '../jinja/rendering.ts'

/** SQL that knows where it came from: PostgreSQL's offset into it leads back to the file the user wrote. */
export interface MappedText {
  readonly text: string
  readonly pieces: readonly Piece[]
}

/** A stretch of the text that was rendered from one file; what lies between pieces was written by us. */
export interface Piece {
  readonly start: number
  readonly end: number
  readonly file: string
  readonly source: string
  readonly segments: readonly Segment[]
  /** Where all of it comes from, when that is one place in another file. */
  readonly at?: Location
}

/** All of `text`, rendered from one file. */
export function mapped(text: string, segments: readonly Segment[], file: string, source: string): MappedText {
  return { text, pieces: [{ start: 0, end: text.length, file, source, segments }] }
}

/** The same text, all of it come from one place: a generic test's code from its YAML. */
export function allFrom({ text, pieces }: MappedText, at: Location): MappedText {
  return { text, pieces: pieces.map((piece) => ({ ...piece, at })) }
}

/** Texts one after the other; plain strings come from nowhere. */
export function joinMapped(parts: readonly (MappedText | string)[]): MappedText {
  let text = ''
  const pieces: Piece[] = []
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    for (const piece of part.pieces)
      pieces.push({ ...piece, start: piece.start + text.length, end: piece.end + text.length })
    text += part.text
  }
  return { text, pieces }
}

/** The first `length` characters, and the rest. */
export function splitMapped(whole: MappedText, length: number): readonly [MappedText, MappedText] {
  const cut = (from: number, to: number): MappedText => ({
    text: whole.text.slice(from, to),
    pieces: whole.pieces.flatMap((piece) => cutPiece(piece, from, to)),
  })
  return [cut(0, length), cut(length, whole.text.length)]
}

function cutPiece(piece: Piece, from: number, to: number): readonly Piece[] {
  const start = Math.max(piece.start, from)
  const end = Math.min(piece.end, to)
  if (start >= end) return []
  const skipped = start - piece.start
  const segments = piece.segments.flatMap((segment): readonly Segment[] => {
    const first = Math.max(segment.start, skipped)
    const last = Math.min(segment.end, end - piece.start)
    if (first >= last) return []
    const source = segment.exact
      ? { start: segment.source.start + first - segment.start, end: segment.source.end }
      : segment.source
    return [{ ...segment, start: first - skipped, end: last - skipped, source }]
  })
  return [{ ...piece, start: start - from, end: end - from, segments }]
}

/** Where the character at `offset` was written, or undefined for what no file contains. */
export function locateMapped({ pieces }: MappedText, offset: number): Location | undefined {
  const piece = pieces.find((p) => offset >= p.start && offset <= p.end)
  if (piece === undefined) return undefined
  if (piece.at !== undefined) return piece.at
  const inside = offset - piece.start
  const segment = piece.segments.find((s) => inside >= s.start && inside < s.end) ?? piece.segments.at(-1)
  if (segment === undefined) return undefined
  const at = segment.exact ? segment.source.start + (inside - segment.start) : segment.source.start
  return locate(piece.source, at, piece.file)
}
