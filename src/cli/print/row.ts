/** A line of columns for something that is done or under way: place in the run, status, kind, name, detail, time. */
import type { NodeStatus } from '../../run/result.ts'
import type { Style } from './style.ts'
import { cut, padEnd, padStart, shorten, widest, widthOf } from './width.ts'

/** `cancelled`: under way when the run was told to stop; for dbt's artifacts an error, and nobody's fault. */
export type RowStatus = NodeStatus | 'cancelled'

export interface Row {
  /** `3/28`; empty for what is not counted, such as hooks. */
  readonly place: string
  readonly status: RowStatus
  readonly kind: string
  readonly name: string
  /** The name without its schema, for windows in which not all names fit. */
  readonly brief?: string
  readonly detail: string
  /** Empty for what took none; then the detail is words, and has the rest of the line. */
  readonly time: string
  /** What went wrong, in a line of its own. */
  readonly trouble?: string
}

/** What is under way: the sign that moves, and since when. */
export interface RunningRow {
  readonly sign: string
  readonly kind: string
  readonly name: string
  readonly brief?: string
  readonly time: string
}

export interface RowLayout {
  readonly place: number
  readonly kind: number
  readonly name: number
  readonly detail: number
  readonly time: number
  /** Of the window; and those of them that are left over. */
  readonly columns: number
  readonly spare: number
  /** True where not every name has room: all relations go without their schema then. */
  readonly brief: boolean
  /** False where names may run over: logs are searched, and nothing must be cut out of them. */
  readonly cuts: boolean
}

/** What a row is made for, before it happens. */
export interface Thing {
  readonly kind: string
  readonly name: string
  readonly brief?: string
}

const STATUS_WIDTH = 5
const LONGEST_NAME = 64
/** A name needs so much before anything else is worth its room. */
const LEAST_NAME = 20

/** Columns for these things in a window of this width; narrow ones lose the details first, then kind, place and time. */
export function layoutRows(
  things: readonly Thing[],
  columns: number,
  { cuts, uncounted = [] }: { readonly cuts: boolean; readonly uncounted?: readonly Thing[] },
): RowLayout {
  const all = [...things, ...uncounted]
  const widths = {
    place: `${things.length}/${things.length}`.length,
    kind: widest(
      all.map(({ kind }) => kind),
      4,
    ),
    detail: 14,
    time: 7,
  }
  const longest = widest(
    all.map(({ name }) => name),
    16,
  )
  const room = (): number =>
    columns - 1 - STATUS_WIDTH - Object.values(widths).reduce((all, width) => all + (width === 0 ? 0 : width + 2), 2)
  for (const dispensable of ['detail', 'kind', 'place', 'time'] as const) {
    if (room() < Math.min(longest, LEAST_NAME)) widths[dispensable] = 0
  }
  const name = Math.max(1, Math.min(longest, LONGEST_NAME, room()))
  const brief = cuts && things.some((thing) => thing.brief !== undefined && widthOf(thing.name) > name)
  return { ...widths, name, columns, spare: Math.max(0, room() - name), brief, cuts }
}

/** One line, or two where there is trouble. */
export function writeRow(row: Row, layout: RowLayout, style: Style): string {
  const below = row.trouble === undefined ? '' : `\n${writeTrouble(row.trouble, layout, style)}`
  const quiet = row.status === 'pass' || row.status === 'skipped' || row.status === 'no-op'
  const line = writeCells(
    {
      ...row,
      status: colorOf(row.status, style)(padEnd(statusWord(row.status), STATUS_WIDTH)),
      paint: quiet ? style.dim : String,
    },
    layout,
    style,
  )
  return line + below
}

/** The same columns for what is not done yet. */
export function writeRunning({ sign, ...row }: RunningRow, layout: RowLayout, style: Style): string {
  return writeCells(
    { ...row, place: '', status: style.cyan(padEnd(`${sign} run`, STATUS_WIDTH)), detail: '', paint: String },
    layout,
    style,
  )
}

function writeTrouble(text: string, layout: RowLayout, style: Style): string {
  const indent = layout.place === 0 ? 0 : layout.place + 2
  return ' '.repeat(indent) + style.red(layout.cuts ? cut(text, layout.columns - 1 - indent) : text)
}

interface Cells extends Omit<Row, 'status'> {
  /** Padded and coloured. */
  readonly status: string
  readonly paint: (text: string) => string
}

function writeCells({ place, status, kind, name, brief, detail, time, paint }: Cells, layout: RowLayout, style: Style) {
  const cell = (width: number, text: string): readonly string[] => (width === 0 ? [] : [style.dim(text)])
  const shown = layout.brief && brief !== undefined ? brief : name
  const cells = [
    ...cell(layout.place, padStart(place, layout.place)),
    status,
    ...cell(layout.kind, padEnd(kind, layout.kind)),
    paint(padEnd(layout.cuts ? shorten(shown, layout.name) : name, layout.name)),
  ]
  if (time === '' && detail !== '') {
    const room = layout.detail + 2 + layout.time + layout.spare
    if (layout.detail > 0) cells.push(style.dim(layout.cuts ? cut(detail, room) : detail))
  } else {
    const text = layout.cuts ? shorten(detail, layout.detail) : detail
    cells.push(...cell(layout.detail, padStart(text, layout.detail)), ...cell(layout.time, padStart(time, layout.time)))
  }
  return cells.join('  ').trimEnd()
}

export function statusWord(status: RowStatus): string {
  switch (status) {
    case 'success':
      return 'ok'
    case 'skipped':
      return 'skip'
    case 'partial success':
      return 'part'
    case 'cancelled':
      return 'stop'
    default:
      return status
  }
}

export function colorOf(status: RowStatus, style: Style): (text: string) => string {
  switch (status) {
    case 'success':
    case 'pass':
      return style.green
    case 'warn':
    case 'partial success':
    case 'cancelled':
      return style.yellow
    case 'error':
    case 'fail':
      return style.red
    default:
      return style.dim
  }
}

export function hasFailed(status: NodeStatus): boolean {
  return status === 'error' || status === 'fail' || status === 'partial success'
}
