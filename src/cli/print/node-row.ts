/** A node's result as one line of columns: place in the run, status, kind, name, rows or what happened, time. */
import type { Manifest } from '../../resources/manifest.ts'
import type { Node } from '../../resources/node.ts'
import type { NodeResult, NodeStatus } from '../../run/result.ts'
import type { Style } from './style.ts'
import { padEnd, padStart, shorten, widthOf } from './width.ts'
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
const TIME_WIDTH = 7
const DETAIL_WIDTH = 14
const LONGEST_NAME = 64

/** Columns for these nodes in a window of this width; narrow ones lose the details, then the kinds. */
export function layoutRows(nodes: readonly Node[], total: number, columns: number, cuts: boolean): RowLayout {
  const place = `${total}/${total}`.length
  const kind = Math.max(4, ...nodes.map((node) => kindOf(node).length))
  const longest = Math.min(LONGEST_NAME, Math.max(16, ...nodes.map((node) => widthOf(nameOfNode(node)))))
  const wide = columns >= 60
  const fixed =
    place + 2 + STATUS_WIDTH + 2 + (columns >= 48 ? kind + 2 : 0) + TIME_WIDTH + 2 + (wide ? DETAIL_WIDTH + 2 : 0)
  return {
    place,
    kind: columns >= 48 ? kind : 0,
    name: Math.max(12, Math.min(longest, columns - 1 - fixed)),
    detail: wide ? DETAIL_WIDTH : 0,
    time: TIME_WIDTH,
    cuts,
  }
}

export function writeRow(row: Row, layout: RowLayout, style: Style): string {
  const name = layout.cuts ? shorten(row.name, layout.name) : row.name
  const detail = layout.cuts ? shorten(row.detail, layout.detail) : row.detail
  const dim = row.status === 'pass' || row.status === 'skipped' || row.status === 'no-op'
  const cells = [
    style.dim(padStart(row.place, layout.place)),
    colorOf(row.status, style)(padEnd(statusWord(row.status), STATUS_WIDTH)),
    ...(layout.kind === 0 ? [] : [style.dim(padEnd(row.kind, layout.kind))]),
    dim ? style.dim(padEnd(name, layout.name)) : padEnd(name, layout.name),
    ...(layout.detail === 0 ? [] : [style.dim(padStart(detail, layout.detail))]),
    style.dim(padStart(row.time, layout.time)),
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
