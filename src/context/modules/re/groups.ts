import { PythonError } from '../../../jinja/values/python-error.ts'
import { quote } from '../../../jinja/values/quote.ts'
import type { Width } from './pattern-node.ts'
import type { PatternSource } from './pattern-source.ts'

/** The groups of a pattern while it is read. */
export interface Groups {
  /** How many there are so far, the whole match included. */
  count: number
  readonly names: Map<string, number>
  /** The widths of those that are closed. */
  readonly widths: Map<number, Width>
  /** Inside a look-behind: how many groups there were before it. */
  beforeLookbehind: number | null
}

export function noGroups(): Groups {
  return { count: 1, names: new Map(), widths: new Map(), beforeLookbehind: null }
}

/** Opens the next group; `name` is null for a group that has only a number. */
export function openGroup(groups: Groups, name: string | null, source: PatternSource): number {
  const index = groups.count++
  if (name === null) return index
  const other = groups.names.get(name)
  if (other !== undefined) {
    const message = `redefinition of group name ${quote(name)} as group ${index}; was group ${other}`
    throw source.error(message, Array.from(name).length + 1)
  }
  groups.names.set(name, index)
  return index
}

/** The width of a group that is closed; undefined while it is open or unknown. */
export function closedWidth(groups: Groups, index: number): Width | undefined {
  return groups.widths.get(index)
}

/** A look-behind must know its width before it runs: it cannot refer to its own groups. */
export function requireOutsideLookbehind(groups: Groups, index: number, source: PatternSource): void {
  if (groups.beforeLookbehind === null) return
  if (closedWidth(groups, index) === undefined) throw source.error('cannot refer to an open group')
  if (index >= groups.beforeLookbehind)
    throw source.error('cannot refer to group defined in the same lookbehind subpattern')
}

/** The number that a group is referred to with, as Python's `int` reads it; undefined for anything else. */
export function groupNumber(text: string): number | undefined {
  return /^\s*\+?[0-9]+(?:_[0-9]+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : undefined
}

/** The error for a name in a replacement that no group has. */
export function unknownGroup(name: string): PythonError {
  return new PythonError('IndexError', `unknown group name ${quote(name)}`)
}
