import { endSlot, type Instruction, type Loop, lastGroupSlot, type Program, startSlot } from './program.ts'
import { StepsBack } from './steps-back.ts'
import type { Subject } from './subject.ts'

/** What a run is asked for. */
export interface Attempt {
  readonly subject: Subject
  /** Where the match must begin. */
  readonly start: number
  /** The text is taken to end here. */
  readonly end: number
  /** The match must reach the end. */
  readonly whole: boolean
  /** The match must not be empty. */
  readonly advancing: boolean
}

/** Positions of the match (group 0) and its groups: start and end of each, -1 where it took no part. */
export interface Found {
  readonly positions: readonly number[]
  /** The last group that was completed, or -1. */
  readonly lastGroup: number
}

/** Where a run stands. */
interface Run {
  readonly attempt: Attempt
  readonly codes: ArrayLike<number>
  readonly way: StepsBack
  /** The next instruction. */
  at: number
  position: number
}

/** Tries to match at one place: instruction by instruction, and back to the last choice where one fails. */
export function runProgram({ instructions, registers, groups }: Program, attempt: Attempt): Found | undefined {
  const { codes } = attempt.subject
  const run: Run = { attempt, codes, way: new StepsBack(registers), at: 0, position: attempt.start }
  for (;;) {
    // The last instruction is `done`: there is always one.
    const instruction = instructions[run.at++] as Instruction
    if (step(run, instruction, groups)) {
      if (instruction.op === 'done') return foundBy(run, groups)
    } else if (!stepBack(run)) return undefined
  }
}

/** Does what the instruction says; false when the text is not as it wants it. */
function step(run: Run, instruction: Instruction, groups: number): boolean {
  const { way } = run
  switch (instruction.op) {
    case 'character':
      return run.position < run.attempt.end && instruction.test(run.codes[run.position++] as number)
    case 'characters':
      return takeMany(run, instruction)
    case 'place':
      return isPlace(run, instruction)
    case 'note':
      way.set(instruction.slot, run.position)
      return true
    case 'complete':
      way.set(lastGroupSlot(groups), instruction.group)
      return true
    case 'jump':
      run.at = instruction.to
      return true
    case 'try':
      way.choose(instruction.otherwise, run.position)
      return true
    case 'start-loop':
      way.set(instruction.loop.counter, -1)
      way.set(instruction.loop.began, -1)
      return true
    case 'next-round':
      nextRound(run, instruction.loop)
      return true
    case 'extra-round':
      way.set(instruction.loop.counter, register(run, instruction.loop.counter) + 1)
      way.set(instruction.loop.began, run.position)
      run.at = instruction.loop.body
      return true
    case 'reference':
      return takeAgain(run, instruction)
    case 'unless-group':
      if (!isComplete(run, instruction.group)) run.at = instruction.to
      return true
    case 'enter':
      way.set(instruction.region.position, run.position)
      way.set(instruction.region.height, way.height)
      return true
    case 'back':
      run.position -= instruction.width
      return run.position >= 0
    case 'commit':
      way.forget(register(run, instruction.region.height))
      if (instruction.returning) run.position = register(run, instruction.region.position)
      return true
    case 'refuse':
      way.undo(register(run, instruction.region.height))
      return false
    case 'done':
      return isWanted(run)
  }
}

function stepBack(run: Run): boolean {
  const choice = run.way.back()
  if (choice === undefined) return false
  run.at = choice.at
  run.position = choice.position
  return true
}

function register({ way }: Run, index: number): number {
  return way.registers[index] as number
}

type Op<Name> = Instruction & { readonly op: Name }

function takeMany(run: Run, { test, least, most }: Op<'characters'>): boolean {
  const nearest = run.position + least
  const furthest = Math.min(run.attempt.end, run.position + most)
  let { position } = run
  while (position < furthest && test(run.codes[position] as number)) position++
  run.position = position
  if (position > nearest) run.way.choose(run.at, position - 1, nearest)
  return position >= nearest
}

function isPlace({ attempt: { end }, codes, position }: Run, { test }: Op<'place'>): boolean {
  const before = position > 0 ? codes[position - 1] : undefined
  const after = position < end ? codes[position] : undefined
  return test(before, after, position === end - 1)
}

/** `run.at` is the instruction for a round that need not be; behind it comes what follows the loop. */
function nextRound(run: Run, { least, most, lazy, body, counter, began }: Loop): void {
  const { way, position } = run
  const rounds = register(run, counter) + 1
  if (rounds < least) {
    way.set(counter, rounds)
    run.at = body
    return
  }
  const [extraRound, behind] = [run.at, run.at + 1]
  // A round that began here already has matched nothing: another one would not end.
  if (rounds >= most || position === register(run, began)) run.at = behind
  else if (lazy) {
    way.choose(extraRound, position)
    run.at = behind
  } else way.choose(behind, position)
}

/** The text of a group once more. */
function takeAgain(run: Run, { group, lower }: Op<'reference'>): boolean {
  if (!isComplete(run, group)) return false
  const from = register(run, startSlot(group))
  const length = register(run, endSlot(group)) - from
  if (run.position + length > run.attempt.end) return false
  for (let i = 0; i < length; i++) {
    const a = run.codes[from + i] as number
    const b = run.codes[run.position + i] as number
    if (a !== b && (lower === undefined || lower(a) !== lower(b))) return false
  }
  run.position += length
  return true
}

/** False also inside of the group itself, when it has begun anew and not ended yet. */
function isComplete(run: Run, group: number): boolean {
  const end = register(run, endSlot(group))
  return end >= 0 && end >= register(run, startSlot(group))
}

function isWanted({ attempt: { start, end, whole, advancing }, position }: Run): boolean {
  return !(whole && position !== end) && !(advancing && position === start)
}

function foundBy(run: Run, groups: number): Found {
  const positions = run.way.registers.slice(0, lastGroupSlot(groups))
  positions[startSlot(0)] = run.attempt.start
  positions[endSlot(0)] = run.position
  return { positions, lastGroup: register(run, lastGroupSlot(groups)) }
}
