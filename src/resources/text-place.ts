import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { type Location, offsetOfPlace } from '../base/position.ts'

/** Where character `index` of a text was written by somebody; null for a text that no file holds as it is. */
export type TextPlace = (text: string, index: number) => Location | null

/**
 * A diagnostic about `text`, which was a template of its own, told where the text is written; the calls that led there
 * likewise.
 */
export function placedIn(diagnostic: Diagnostic, text: string, place: TextPlace): Diagnostic {
  const moved = (at: Location): Location => (at.source === text ? (place(text, offsetOfPlace(text, at)) ?? at) : at)
  const { at, frames } = diagnostic
  return {
    ...diagnostic,
    ...(at === undefined ? {} : { at: moved(at) }),
    ...(frames === undefined ? {} : { frames: frames.map((frame) => ({ ...frame, at: moved(frame.at) })) }),
  }
}

/** What is thrown about `text` while `act` runs is told where the text is written. */
export async function placingIn<T>(text: string, place: TextPlace, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw placedError(error, text, place)
  }
}

/** The same of something thrown. */
export function placedError(error: unknown, text: string, place: TextPlace): unknown {
  if (!(error instanceof AssayError)) return error
  const [first, ...more] = error.diagnostics
  return new AssayError(placedIn(first, text, place), ...more.map((one) => placedIn(one, text, place)))
}
