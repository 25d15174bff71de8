/** Where texts were written, as data: a `TextPlace` is a function, which no file can keep. */
import type { Location } from '../base/position.ts'
import type { TextPlace } from '../resources/text-place.ts'

/** The characters of a text from `from` on that were written one after the other in one line, or that one place is told of. */
interface Piece {
  readonly from: number
  readonly at: Location
  readonly isOnePlace?: true
}

/** By text, its pieces in order. */
export type WrittenTexts = ReadonlyMap<string, readonly Piece[]>

/** What `place` knows of these texts. */
export function writtenTexts(texts: readonly string[], place: TextPlace): WrittenTexts {
  const written = new Map<string, readonly Piece[]>()
  for (const text of texts) {
    const pieces = joinPlaces(piecesOf(text, 0, text.length, place))
    if (pieces.length > 0) written.set(text, pieces)
  }
  return written
}

/** The same place again. */
export function placeOfWritten(written: WrittenTexts): TextPlace {
  return (text, index) => {
    const pieces = written.get(text)
    const piece = pieces?.findLast(({ from }) => from <= index) ?? pieces?.[0]
    if (piece === undefined || piece.isOnePlace) return piece?.at ?? null
    return { ...piece.at, column: piece.at.column + Math.max(0, index - piece.from) }
  }
}

/** An escape or a line end in between moves the end away from where it would be; then each half is looked at alone. */
function piecesOf(text: string, start: number, end: number, place: TextPlace): readonly Piece[] {
  if (start >= end) return []
  const [first, last] = [place(text, start), place(text, end - 1)]
  if (first === null || last === null) return []
  const isOne = first.file === last.file && first.line === last.line && last.column - first.column === end - 1 - start
  if (isOne || end - start === 1) return [{ from: start, at: first }]
  const middle = Math.floor((start + end) / 2)
  return [...piecesOf(text, start, middle, place), ...piecesOf(text, middle, end, place)]
}

/** Code that was made of an entry of YAML is told of a key of it, character by character. */
function joinPlaces(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    if (before !== undefined && isSamePlace(before.at, piece.at))
      joined[joined.length - 1] = { ...before, isOnePlace: true }
    else joined.push(piece)
  }
  return joined
}

function isSamePlace(one: Location, other: Location): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column
}
