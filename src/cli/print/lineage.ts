/** What columns are made of, or what is made of them: a tree for people, edges for programs. */
import type { Lineage } from '../../assay.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { Direction, Step } from '../../lineage/walk.ts'
import { type Branch, printTree } from './tree.ts'
import { padEnd, widest, widthOf } from './width.ts'
import { harmless } from './words.ts'

/** A tree below one column. Upwards it also says what decides about the rows of the column's relation. */
export function printLineage(step: Step, direction: Direction, lineage: Lineage): string {
  const { id, column } = step
  const branch = branchOf(step)
  if (direction === 'down' || column === '*' || id === null) return printTree(branch)
  const deciding = (lineage.get(id)?.rows ?? []).filter(({ use }) => use !== 'from')
  const rows: Branch = { text: harmless(`(rows of ${shortId(id)})`), branches: deciding.map((origin) => leaf(origin)) }
  return printTree(deciding.length === 0 ? branch : { ...branch, branches: [...branch.branches, rows] })
}

function branchOf(step: Step): Branch {
  return {
    text: textOf(step),
    branches: [
      ...step.unresolved.map(({ message }) => ({ text: harmless(`? ${message}`), branches: [] })),
      ...step.next.map(branchOf),
    ],
  }
}

function leaf(origin: Pick<Step, 'id' | 'relation' | 'column' | 'use'>): Branch {
  return { text: textOf({ ...origin, cut: null }), branches: [] }
}

const CUT = { told: 'see above', depth: '…' } as const

function textOf({ use, cut, ...at }: Pick<Step, 'id' | 'relation' | 'column' | 'use' | 'cut'>): string {
  const notes = [...(use === null || use === 'pass' ? [] : [use]), ...(cut === null ? [] : [CUT[cut]])]
  return harmless([nameOf(at), ...(notes.length === 0 ? [] : [notes.join(', ')])].join('  '))
}

/** One line for each column of a relation, with what is next to it. */
export function printColumns(steps: readonly Step[], direction: Direction, width: number | null): string {
  const name = ({ column }: Step): string => harmless(column === '*' ? '(rows)' : column)
  const names = widest(steps.map(name), 0)
  const room = Math.max(40, (width ?? Number.POSITIVE_INFINITY) - names - 7)
  const lines = steps.flatMap((step) => {
    const next = step.next.map(({ use, ...at }) => nameOf(at) + (use === null || use === 'pass' ? '' : ` (${use})`))
    const told = [...next, ...step.unresolved.map(({ message }) => `? ${message}`)]
    if (told.length === 0) return [`  ${name(step)}`]
    const arrow = direction === 'up' ? '←' : '→'
    return listed(told.map(harmless), room).map((line, at) =>
      at === 0 ? `  ${padEnd(name(step), names)}  ${arrow} ${line}` : `  ${' '.repeat(names)}    ${line}`,
    )
  })
  const [first] = steps
  return [harmless(first?.id ? shortId(first.id) : ''), ...lines].join('\n')
}

/** Items on lines of at most `room` columns, broken between items. */
function listed(items: readonly string[], room: number): readonly string[] {
  const lines: string[] = []
  for (const [at, item] of items.entries()) {
    const text = at === items.length - 1 ? item : `${item},`
    const line = lines.at(-1)
    if (line !== undefined && widthOf(line) + 1 + widthOf(text) <= room) lines[lines.length - 1] = `${line} ${text}`
    else lines.push(text)
  }
  return lines
}

function nameOf({ id, relation, column }: Pick<Step, 'id' | 'relation' | 'column'>): string {
  const name = id === null ? relation : shortId(id)
  return column === '*' ? `(rows of ${name})` : `${name}.${column}`
}

/** `orders` of `model.shop.orders`, `raw.orders` of `source.shop.raw.orders`. */
export function shortId(id: string): string {
  return id.split('.').slice(2).join('.')
}

/** Edges from what is read to what is made of it, whichever way was gone. */
export function lineageJson(steps: readonly Step[], direction: Direction): JsonObject {
  const edges = new Map<string, Json>()
  const unresolved = new Map<string, Json>()
  const walk = (step: Step): void => {
    const here = placeOf(step)
    if (step.unresolved.length > 0)
      unresolved.set(JSON.stringify(here), { ...here, reasons: step.unresolved.map((reason) => ({ ...reason })) })
    for (const next of step.next) {
      const there = placeOf(next)
      const edge = direction === 'up' ? { from: there, to: here } : { from: here, to: there }
      edges.set(JSON.stringify(edge), { ...edge, use: next.use })
      walk(next)
    }
  }
  for (const step of steps) walk(step)
  return {
    columns: steps.map(placeOf),
    direction,
    edges: [...edges.values()],
    unresolved: [...unresolved.values()],
  }
}

function placeOf({ id, relation, column }: Step): JsonObject {
  return id === null ? { unique_id: null, relation, column } : { unique_id: id, column }
}
