import { PythonError } from '../../../jinja/values/python-error.ts'
import { type CharacterTest, categoryTest, literalTest, setTest } from './character-test.ts'
import { ASCII, DOTALL, IGNORECASE, MULTILINE, TYPE_FLAGS, UNICODE } from './flags.ts'
import { ASCII_CASE, UNICODE_CASE } from './letter-case.ts'
import type { ParsedPattern } from './parse-pattern.ts'
import { type Anchor, type PatternNode, type Sequence, widthOf } from './pattern-node.ts'
import {
  endSlot,
  type Instruction,
  type Loop,
  lastGroupSlot,
  type PlaceTest,
  type Program,
  type Region,
  startSlot,
} from './program.ts'

/** What is written so far. */
interface Writing {
  readonly instructions: Instruction[]
  registers: number
}

/** Writes the program that matches the pattern. Its meaning is that of Python's own machine (`Modules/_sre`). */
export function compilePattern({ body, flags, groups }: ParsedPattern): Program {
  const writing: Writing = { instructions: [], registers: lastGroupSlot(groups) + 1 }
  writeSequence(writing, body, flags)
  writing.instructions.push({ op: 'done' })
  return {
    instructions: writing.instructions,
    registers: writing.registers,
    groups,
    first: firstTest(writing.instructions),
  }
}

function writeSequence(writing: Writing, sequence: Sequence, flags: number): void {
  for (const node of sequence) writeNode(writing, node, flags)
}

function writeNode(writing: Writing, node: PatternNode, flags: number): void {
  const { instructions } = writing
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      instructions.push({ op: 'character', test: testOf(node, flags) as CharacterTest })
      break
    case 'anchor':
      instructions.push({ op: 'place', test: placeTest(node.at, flags) })
      break
    case 'group':
      writeGroup(writing, node, flags)
      break
    case 'branch':
      writeBranch(writing, node.options, flags)
      break
    case 'repeat':
      writeRepeat(writing, node, flags)
      break
    case 'atomic':
      writeAtomic(writing, () => writeSequence(writing, node.body, flags))
      break
    case 'look':
      writeLook(writing, node, flags)
      break
    case 'reference':
      instructions.push({ op: 'reference', group: node.group, lower: lowerFor(flags) })
      break
    case 'conditional':
      writeConditional(writing, node, flags)
      break
  }
}

function writeGroup(writing: Writing, node: PatternNode & { kind: 'group' }, flags: number): void {
  const { instructions } = writing
  const { index, on, off, body } = node
  if (index !== null) instructions.push({ op: 'note', slot: startSlot(index) })
  writeSequence(writing, body, ((on & TYPE_FLAGS) === 0 ? flags | on : (flags & ~TYPE_FLAGS) | on) & ~off)
  if (index !== null) instructions.push({ op: 'note', slot: endSlot(index) }, { op: 'complete', group: index })
}

function writeBranch(writing: Writing, options: readonly Sequence[], flags: number): void {
  const { instructions } = writing
  const jumps: number[] = []
  for (const [n, option] of options.entries()) {
    const isLast = n === options.length - 1
    const start = isLast ? undefined : hole(instructions)
    writeSequence(writing, option, flags)
    if (start === undefined) break
    jumps.push(hole(instructions))
    instructions[start] = { op: 'try', otherwise: instructions.length }
  }
  for (const jump of jumps) instructions[jump] = { op: 'jump', to: instructions.length }
}

function writeRepeat(writing: Writing, node: PatternNode & { kind: 'repeat' }, flags: number): void {
  const { least, most, manner, body } = node
  if (manner !== 'possessive') {
    writeLoop(writing, node, flags, () => writeSequence(writing, body, flags))
    return
  }
  // Python gives nothing back from within a round either.
  writeAtomic(writing, () =>
    writeLoop(writing, { least, most, manner: 'greedy', body }, flags, () =>
      writeAtomic(writing, () => writeSequence(writing, body, flags)),
    ),
  )
}

interface Repetition {
  readonly least: number
  readonly most: number
  readonly manner: 'greedy' | 'lazy' | 'possessive'
  readonly body: Sequence
}

function writeLoop(writing: Writing, repetition: Repetition, flags: number, round: () => void): void {
  const { instructions } = writing
  const { least, most, body } = repetition
  const lazy = repetition.manner === 'lazy'
  const [single] = body
  const test = body.length === 1 && single !== undefined ? testOf(single, flags) : undefined
  if (test !== undefined && !lazy) {
    instructions.push({ op: 'characters', test, least, most })
    return
  }
  const counter = writing.registers++
  const began = writing.registers++
  const start = hole(instructions)
  const jump = hole(instructions)
  const loop: Loop = { least, most, lazy, body: instructions.length, counter, began }
  round()
  instructions[start] = { op: 'start-loop', loop }
  instructions[jump] = { op: 'jump', to: instructions.length }
  instructions.push({ op: 'next-round', loop }, { op: 'extra-round', loop })
}

function writeAtomic(writing: Writing, body: () => void): void {
  const region = enter(writing)
  body()
  writing.instructions.push({ op: 'commit', region, returning: false })
}

function writeLook(writing: Writing, node: PatternNode & { kind: 'look' }, flags: number): void {
  const { instructions } = writing
  const region = enter(writing)
  const attempt = node.negated ? hole(instructions) : undefined
  if (node.behind) instructions.push({ op: 'back', width: fixedWidth(node.body) })
  writeSequence(writing, node.body, flags)
  if (attempt === undefined) {
    instructions.push({ op: 'commit', region, returning: true })
    return
  }
  instructions.push({ op: 'refuse', region })
  instructions[attempt] = { op: 'try', otherwise: instructions.length }
}

function fixedWidth(body: Sequence): number {
  const { least, most } = widthOf(body)
  if (least !== most) throw new PythonError('re.error', 'look-behind requires fixed-width pattern')
  return least
}

function writeConditional(writing: Writing, node: PatternNode & { kind: 'conditional' }, flags: number): void {
  const { instructions } = writing
  const unless = hole(instructions)
  writeSequence(writing, node.yes, flags)
  const jump = node.no === null ? undefined : hole(instructions)
  instructions[unless] = { op: 'unless-group', group: node.group, to: instructions.length }
  if (jump === undefined || node.no === null) return
  writeSequence(writing, node.no, flags)
  instructions[jump] = { op: 'jump', to: instructions.length }
}

function enter(writing: Writing): Region {
  const region = { height: writing.registers++, position: writing.registers++ }
  writing.instructions.push({ op: 'enter', region })
  return region
}

/** A place for an instruction that is known later. */
function hole(instructions: Instruction[]): number {
  return instructions.push({ op: 'done' }) - 1
}

/** The test of a node that matches exactly one character. */
function testOf(node: PatternNode, flags: number): CharacterTest | undefined {
  switch (node.kind) {
    case 'literal':
      return literalTest(node.code, flags)
    case 'any':
      return (flags & DOTALL) === 0 ? (code) => code !== NEWLINE : () => true
    case 'set':
      return setTest(node, flags)
    default:
      return undefined
  }
}

const NEWLINE = 0x0a

function placeTest(at: Anchor, flags: number): PlaceTest {
  const multiline = (flags & MULTILINE) !== 0
  switch (at) {
    case 'start':
      return (before) => before === undefined
    case 'end':
      return (_before, after) => after === undefined
    case 'line-start':
      return multiline ? (before) => before === undefined || before === NEWLINE : placeTest('start', flags)
    case 'line-end':
      return multiline
        ? (_before, after) => after === undefined || after === NEWLINE
        : (_before, after, isLast) => after === undefined || (isLast && after === NEWLINE)
    case 'boundary':
    case 'no-boundary':
      return boundaryTest(at === 'boundary', flags)
  }
}

/** In an empty text Python finds neither a boundary nor none. */
function boundaryTest(wanted: boolean, flags: number): PlaceTest {
  const test = categoryTest('word', flags)
  const isWord = (code: number | undefined) => code !== undefined && test(code)
  return (before, after) =>
    (before !== undefined || after !== undefined) && (isWord(before) !== isWord(after)) === wanted
}

/** References compare lower case, without the look-alikes that characters and sets have. */
function lowerFor(flags: number): ((code: number) => number) | undefined {
  if ((flags & IGNORECASE) === 0) return undefined
  return (flags & UNICODE) === 0 ? ASCII_CASE.lower : UNICODE_CASE.lower
}

/** The flags a pattern has in the end: Unicode unless it is ASCII. */
export function fixedFlags(flags: number): number {
  if ((flags & ASCII) === 0) return flags | UNICODE
  if ((flags & UNICODE) !== 0) throw new PythonError('ValueError', 'ASCII and UNICODE flags are incompatible')
  return flags
}

/** The test that a match must begin with, where the program begins with one. */
function firstTest(instructions: readonly Instruction[]): CharacterTest | undefined {
  for (const instruction of instructions) {
    if (instruction.op === 'note') continue
    if (instruction.op === 'character') return instruction.test
    return instruction.op === 'characters' && instruction.least > 0 ? instruction.test : undefined
  }
  return undefined
}
