import { hasSurrogates } from '../../../jinja/values/text.ts'

/** A text to search, by code points: the positions in it are Python's. */
export interface Subject {
  readonly text: string
  readonly codes: ArrayLike<number>
}

export function subjectOf(text: string): Subject {
  const codes = hasSurrogates(text)
    ? Array.from(text, (character) => character.codePointAt(0) as number)
    : Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  return { text, codes }
}

export function part({ text, codes }: Subject, start: number, end: number): string {
  if (codes.length === text.length) return text.slice(start, end)
  let result = ''
  for (let i = start; i < end; i++) result += String.fromCodePoint(codes[i] as number)
  return result
}
