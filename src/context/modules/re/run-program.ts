import { endSlot, type Instruction, lastGroupSlot, type Program, startSlot } from './program.ts'
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

/** Tries to match at one place, by trying choices in turn and going back where one fails. */
export function runProgram(program: Program, attempt: Attempt): Found | undefined {
  const { instructions, groups } = program
  const { subject, start, end, whole, advancing } = attempt
  const { codes } = subject
  const way = new StepsBack(program.registers)
  const { registers } = way
  let at = 0
  let position = start

  for (;;) {
    // The last instruction is `done`: there is always one.
    const instruction = instructions[at] as Instruction
    let holds = true
    at++
    switch (instruction.op) {
      case 'character':
        holds = position < end && instruction.test(codes[position] as number)
        position++
        break
      case 'characters': {
        const { test, least, most } = instruction
        const nearest = position + least
        const furthest = Math.min(end, position + most)
        while (position < furthest && test(codes[position] as number)) position++
        holds = position >= nearest
        if (position > nearest) way.choose(at, position - 1, nearest)
        break
      }
      case 'place':
        holds = instruction.test(
          position > 0 ? codes[position - 1] : undefined,
          position < end ? codes[position] : undefined,
          position === end - 1,
        )
        break
      case 'note':
        way.set(instruction.slot, position)
        break
      case 'complete':
        way.set(lastGroupSlot(groups), instruction.group)
        break
      case 'jump':
        at = instruction.to
        break
      case 'try':
        way.choose(instruction.otherwise, position)
        break
      case 'start-loop':
        way.set(instruction.loop.counter, -1)
        way.set(instruction.loop.began, -1)
        break
      case 'next-round': {
        const { loop } = instruction
        const rounds = (registers[loop.counter] as number) + 1
        if (rounds < loop.least) {
          way.set(loop.counter, rounds)
          at = loop.body
          break
        }
        // A round that began here already has matched nothing: another one would not end.
        const another = rounds < loop.most && position !== registers[loop.began]
        if (!another) at++
        else if (loop.lazy) {
          way.choose(at, position)
          at++
        } else way.choose(at + 1, position)
        break
      }
      case 'extra-round': {
        const { loop } = instruction
        way.set(loop.counter, (registers[loop.counter] as number) + 1)
        way.set(loop.began, position)
        at = loop.body
        break
      }
      case 'reference': {
        const from = registers[startSlot(instruction.group)] as number
        const to = registers[endSlot(instruction.group)] as number
        const length = to - from
        const { lower } = instruction
        holds = to >= 0 && length >= 0 && position + length <= end
        for (let i = 0; holds && i < length; i++) {
          const a = codes[from + i] as number
          const b = codes[position + i] as number
          holds = lower === undefined ? a === b : lower(a) === lower(b)
        }
        position += length
        break
      }
      case 'unless-group': {
        const to = registers[endSlot(instruction.group)] as number
        // Inside of the group itself it may have begun anew and not be complete again.
        if (to < 0 || to < (registers[startSlot(instruction.group)] as number)) at = instruction.to
        break
      }
      case 'enter':
        way.set(instruction.region.position, position)
        way.set(instruction.region.height, way.height)
        break
      case 'back':
        position -= instruction.width
        holds = position >= 0
        break
      case 'commit':
        way.forget(registers[instruction.region.height] as number)
        if (instruction.returning) position = registers[instruction.region.position] as number
        break
      case 'refuse':
        way.undo(registers[instruction.region.height] as number)
        holds = false
        break
      case 'done':
        holds = !(whole && position !== end) && !(advancing && position === start)
        if (holds) {
          registers[startSlot(0)] = start
          registers[endSlot(0)] = position
          return {
            positions: registers.slice(0, lastGroupSlot(groups)),
            lastGroup: registers[lastGroupSlot(groups)] as number,
          }
        }
        break
    }
    if (holds) continue
    const choice = way.back()
    if (choice === undefined) return undefined
    ;({ at, position } = choice)
  }
}
