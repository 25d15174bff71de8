/** A pattern as a tree. A sequence is a list of nodes; positions and widths count code points. */
export type PatternNode =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'any' }
  | CharacterSet
  | { readonly kind: 'anchor'; readonly at: Anchor }
  | {
      readonly kind: 'group'
      /** Null where nothing is captured. */
      readonly index: number | null
      /** Flags switched on and off inside. */
      readonly on: number
      readonly off: number
      readonly body: Sequence
    }
  | {
      readonly kind: 'repeat'
      readonly least: number
      /** Infinity when there is no bound. */
      readonly most: number
      readonly manner: 'greedy' | 'lazy' | 'possessive'
      readonly body: Sequence
    }
  | { readonly kind: 'branch'; readonly options: readonly Sequence[] }
  | { readonly kind: 'atomic'; readonly body: Sequence }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly body: Sequence }
  | { readonly kind: 'reference'; readonly group: number; readonly width: Width }
  | { readonly kind: 'conditional'; readonly group: number; readonly yes: Sequence; readonly no: Sequence | null }

export type Sequence = readonly PatternNode[]

export interface CharacterSet {
  readonly kind: 'set'
  readonly negated: boolean
  readonly members: readonly SetMember[]
}

export type SetMember =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'category'; readonly category: Category; readonly negated: boolean }

/** What `\d`, `\s` and `\w` stand for. */
export type Category = 'digit' | 'space' | 'word'

/** `^`, `$`, `\A`, `\Z`, `\b` and `\B`. */
export type Anchor = 'line-start' | 'line-end' | 'start' | 'end' | 'boundary' | 'no-boundary'

/** The least and most characters that a sequence can match. */
export interface Width {
  readonly least: number
  readonly most: number
}

export function widthOf(sequence: Sequence): Width {
  let least = 0
  let most = 0
  for (const node of sequence) {
    const width = nodeWidth(node)
    least += width.least
    most += width.most
  }
  return { least, most }
}

function nodeWidth(node: PatternNode): Width {
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return { least: 1, most: 1 }
    case 'anchor':
    case 'look':
      return { least: 0, most: 0 }
    case 'group':
    case 'atomic':
      return widthOf(node.body)
    case 'reference':
      return node.width
    case 'branch':
      return widest(node.options.map(widthOf))
    case 'conditional':
      return widest([widthOf(node.yes), widthOf(node.no ?? [])])
    case 'repeat': {
      const { least, most } = widthOf(node.body)
      // Nothing, however often, stays nothing: infinity times zero would not.
      return { least: least * node.least, most: most === 0 ? 0 : most * node.most }
    }
  }
}

function widest(widths: readonly Width[]): Width {
  return { least: Math.min(...widths.map(({ least }) => least)), most: Math.max(...widths.map(({ most }) => most)) }
}
