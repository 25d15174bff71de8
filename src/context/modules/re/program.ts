import type { CharacterTest } from './character-test.ts'

/**
 * A pattern as instructions for the machine in `run-program.ts`, which goes on with the next one unless one says otherwise.
 * `slot`, `counter` and the like are numbers of registers.
 */
export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest }
  /** Many characters, `least` to `most`; as many as possible, and one less each time that fails later. */
  | { readonly op: 'characters'; readonly test: CharacterTest; readonly least: number; readonly most: number }
  /** Fails unless the place is right: before and after it, undefined outside of the text. */
  | { readonly op: 'place'; readonly test: PlaceTest }
  /** Notes the position: the start or end of a group. */
  | { readonly op: 'note'; readonly slot: number }
  /** The group is complete: it is the last one now. */
  | { readonly op: 'complete'; readonly group: number }
  | { readonly op: 'jump'; readonly to: number }
  /** Goes on, and if that fails later, at `otherwise` from here. */
  | { readonly op: 'try'; readonly otherwise: number }
  | { readonly op: 'start-loop'; readonly loop: Loop }
  /** After each round (and before the first): another round, or on behind it. */
  | { readonly op: 'next-round'; readonly loop: Loop }
  /** Begins a round that need not be; stands right behind `next-round`. */
  | { readonly op: 'extra-round'; readonly loop: Loop }
  /** The text of a group once more; `lower` where case does not matter. */
  | { readonly op: 'reference'; readonly group: number; readonly lower: ((code: number) => number) | undefined }
  | { readonly op: 'unless-group'; readonly group: number; readonly to: number }
  /** Notes where it is and what could still be tried instead. */
  | { readonly op: 'enter'; readonly region: Region }
  | { readonly op: 'back'; readonly width: number }
  /** Gives up what could be tried instead since `enter`; `returning`, also goes back to where that was. */
  | { readonly op: 'commit'; readonly region: Region; readonly returning: boolean }
  /** What must not match has matched: undoes all since `enter`, and fails. */
  | { readonly op: 'refuse'; readonly region: Region }
  | { readonly op: 'done' }

export type PlaceTest = (before: number | undefined, after: number | undefined, isLast: boolean) => boolean

/** A repetition: its bounds, where its rounds begin, and the registers it needs. */
export interface Loop {
  readonly least: number
  readonly most: number
  readonly lazy: boolean
  /** The first instruction of a round. */
  readonly body: number
  /** Counts the rounds. */
  readonly counter: number
  /** Where the last round began that need not have been. */
  readonly began: number
}

export interface Region {
  /** How many steps back there were. */
  readonly height: number
  readonly position: number
}

export interface Program {
  readonly instructions: readonly Instruction[]
  readonly registers: number
  readonly groups: number
  /** What the first character must be, where that is known. */
  readonly first: CharacterTest | undefined
}

/** Registers: start and end of each group, then the last group that was completed, then those of loops and regions. */
export function startSlot(group: number): number {
  return 2 * group
}

export function endSlot(group: number): number {
  return 2 * group + 1
}

export function lastGroupSlot(groups: number): number {
  return 2 * (groups + 1)
}
