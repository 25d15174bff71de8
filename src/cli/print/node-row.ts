/** A node's result as one line of columns: place in the run, status, kind, name, rows or what happened, time. */
import type { Manifest } from '../../resources/manifest.ts'
import type { Node } from '../../resources/node.ts'
import type { NodeResult, NodeStatus } from '../../run/result.ts'
import type { Style } from './style.ts'
import { padEnd, padStart, shorten, widest } from './width.ts'
import { count, duration, grouped, harmless } from './words.ts'

export interface Row {
  /** `3/28`; empty for what is not counted, such as hooks. */
  readonly place: string
  readonly status: NodeStatus
  readonly kind: string
  readonly name: string
  readonly detail: string
  readonly time: string
}

export interface RowLayout {
  readonly place: number
  readonly kind: number
  readonly name: number
  readonly detail: number
  readonly time: number
  /** False where names may run over: logs are searched, and nothing must be cut out of them. */
  readonly cuts: boolean
}

const STATUS_WIDTH = 5
const LONGEST_NAME = 64
/** A name needs so much before anything else is worth its room. */
const LEAST_NAME = 20

/** Columns for these things in a window of this width; narrow ones lose the details first, then kind, place and time. */
export function layoutRows(
  things: readonly { readonly kind: string; readonly name: string }[],
  columns: number,
  cuts: boolean,
): RowLayout {
  const widths = {
    place: `${things.length}/${things.length}`.length,
    kind: widest(
      things.map(({ kind }) => kind),
      4,
    ),
    detail: 14,
    time: 7,
  }
  const room = (): number =>
    columns - 1 - STATUS_WIDTH - Object.values(widths).reduce((all, width) => all + (width === 0 ? 0 : width + 2), 2)
  for (const dispensable of ['detail', 'kind', 'place', 'time'] as const) {
    if (room() < LEAST_NAME) widths[dispensable] = 0
  }
  const longest = widest(
    things.map(({ name }) => name),
    16,
  )
  return { ...widths, name: Math.max(1, Math.min(longest, LONGEST_NAME, room())), cuts }
}

export function writeRow(row: Row, layout: RowLayout, style: Style): string {
  const fitted = layout.cuts ? shorten : (text: string): string => text
  const dim = row.status === 'pass' || row.status === 'skipped' || row.status === 'no-op'
  const name = padEnd(fitted(row.name, layout.name), layout.name)
  const cell = (width: number, text: string): readonly string[] => (width === 0 ? [] : [style.dim(text)])
  const cells = [
    ...cell(layout.place, padStart(row.place, layout.place)),
    colorOf(row.status, style)(padEnd(statusWord(row.status), STATUS_WIDTH)),
    ...cell(layout.kind, padEnd(row.kind, layout.kind)),
    dim ? style.dim(name) : name,
    ...cell(layout.detail, padStart(fitted(row.detail, layout.detail), layout.detail)),
    ...cell(layout.time, padStart(row.time, layout.time)),
  ]
  return cells.join('  ').trimEnd()
}

/** The row of a result; hooks have no place. */
export function rowOf(result: NodeResult, place: string, manifest: Manifest): Row {
  const node = manifest.nodes.get(result.id)
  return {
    place,
    status: result.status,
    kind: node === undefined ? '' : kindOf(node),
    name: node === undefined ? result.id : nameOfNode(node),
    detail: detailOf(result, manifest),
    time: result.status === 'skipped' ? '' : duration(result.executionTime),
  }
}

/** What a node becomes: `table`, `view`, `seed`, `test` … */
export function kindOf(node: Node): string {
  switch (node.kind) {
    case 'model':
      return node.config.materialized === 'materialized_view' ? 'matview' : node.config.materialized
    case 'operation':
      return 'hook'
    default:
      return node.kind
  }
}

/** What it is called while it is built: its relation; of tests and hooks the name. */
export function nameOfNode(node: Node): string {
  const built = node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot'
  return harmless(built ? `${node.schema}.${node.alias}` : node.name)
}

export function statusWord(status: NodeStatus): string {
  switch (status) {
    case 'success':
      return 'ok'
    case 'skipped':
      return 'skip'
    case 'partial success':
      return 'part'
    default:
      return status
  }
}

export function colorOf(status: NodeStatus, style: Style): (text: string) => string {
  switch (status) {
    case 'success':
    case 'pass':
      return style.green
    case 'warn':
    case 'partial success':
      return style.yellow
    case 'error':
    case 'fail':
      return style.red
    default:
      return style.dim
  }
}

function detailOf(result: NodeResult, manifest: Manifest): string {
  switch (result.status) {
    case 'skipped': {
      const cause = causeOfSkip(result)
      return cause === null ? 'stopped' : `needs ${manifest.nodes.get(cause as Node['id'])?.name ?? cause}`
    }
    case 'fail':
    case 'warn':
      return result.failures === null ? '' : count(result.failures, 'result')
    case 'success':
      return rowsOf(result)
    default:
      return ''
  }
}

function rowsOf({ response, id }: NodeResult): string {
  if (response === null || response.rowsAffected === null || id.startsWith('operation.')) return ''
  // What `create view` reports are not rows of the view.
  if (/^(?:create|drop|alter|refresh|begin|commit)/i.test(response.code)) return ''
  const rows = response.rowsAffected
  return `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`
}

/** The id of the node a skipped one waited for, or null when the run was stopped before it. */
export function causeOfSkip(result: NodeResult): string | null {
  return /^because of (.+)$/.exec(result.message ?? '')?.[1] ?? null
}
