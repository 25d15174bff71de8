import type { Program } from './program.ts'
import { type Found, runProgram } from './run-program.ts'
import type { Subject } from './subject.ts'

/** The part of a text that is searched. What lies before `start` is still there to look back at, what lies after `end` is not. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** The match at the start of the range; `whole`, one that reaches its end. */
export function matchAt(program: Program, subject: Subject, { start, end }: Range, whole: boolean): Found | undefined {
  if (start > end) return undefined
  return runProgram(program, { subject, start, end, whole, advancing: false })
}

/** The first match in the range. `advancing`, it must not be empty where the range starts. */
export function search(
  program: Program,
  subject: Subject,
  { start, end }: Range,
  advancing = false,
): Found | undefined {
  const { first } = program
  for (let from = start; from <= end; from++) {
    if (first !== undefined && (from === end || !first(subject.codes[from] as number))) continue
    const attempt = { subject, start: from, end, whole: false, advancing: advancing && from === start }
    const found = runProgram(program, attempt)
    if (found !== undefined) return found
  }
  return undefined
}

/** All matches, none overlapping; where one was empty the next may begin but must not be empty again. */
export function* searchAll(program: Program, subject: Subject, { start, end }: Range): IterableIterator<Found> {
  let from = start
  let advancing = false
  while (from <= end) {
    const found = search(program, subject, { start: from, end }, advancing)
    if (found === undefined) return
    yield found
    const [began, ended] = found.positions as readonly [number, number]
    advancing = began === ended
    from = ended
  }
}
