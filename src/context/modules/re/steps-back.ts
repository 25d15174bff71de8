/** Where to go on when what was tried fails: an instruction and a position. */
export interface Choice {
  readonly at: number
  readonly position: number
}

/** What an entry of the stack takes: three numbers. */
const ENTRY = 3

/**
 * The registers of a run and the way back: choices still open, and between them what the registers held before, so that
 * going back to a choice finds them as they were then.
 */
export class StepsBack {
  readonly registers: number[]
  // Entries of three: a choice is (instruction, position, last position), a register (-1 - its number, what it held, 0).
  // Flat numbers: a text of 100,000 characters can leave as many choices open.
  readonly #stack: number[] = []

  constructor(registers: number) {
    this.registers = new Array(registers).fill(-1)
  }

  get height(): number {
    return this.#stack.length
  }

  set(register: number, value: number): void {
    this.#stack.push(-1 - register, this.registers[register] as number, 0)
    this.registers[register] = value
  }

  /** Keeps a choice: the instruction at `position`, and after that at those before it, down to `last`. */
  choose(instruction: number, position: number, last: number = position): void {
    this.#stack.push(instruction, position, last)
  }

  /** Undoes all since the last choice and takes that; undefined when there is none left. */
  back(): Choice | undefined {
    const stack = this.#stack
    while (stack.length > 0) {
      const last = stack.pop() as number
      const position = stack.pop() as number
      const at = stack.pop() as number
      if (at < 0) {
        this.registers[-1 - at] = position
        continue
      }
      if (position > last) stack.push(at, position - 1, last)
      return { at, position }
    }
    return undefined
  }

  /** Forgets the choices above a height, but not what the registers held. */
  forget(height: number): void {
    const stack = this.#stack
    let kept = height
    for (let i = height; i < stack.length; i += ENTRY) {
      if ((stack[i] as number) >= 0) continue
      for (let n = 0; n < ENTRY; n++) stack[kept++] = stack[i + n] as number
    }
    stack.length = kept
  }

  /** Undoes all above a height. */
  undo(height: number): void {
    const stack = this.#stack
    for (let i = stack.length - ENTRY; i >= height; i -= ENTRY) {
      const at = stack[i] as number
      if (at < 0) this.registers[-1 - at] = stack[i + 1] as number
    }
    stack.length = height
  }
}
