/** What is under way and what is done: plain lines, or lines above a live region. */
import type { OutputStream, Terminal } from '../terminal.ts'
import { LiveRegion } from './live-region.ts'
import { colorOf, type Row, type RowLayout, statusWord, writeRow } from './node-row.ts'
import type { Style } from './style.ts'
import { cut, padEnd, shorten } from './width.ts'
import { count, elapsed } from './words.ts'

export interface Progress {
  /** Something is under way; `key` is how `finished` refers to it. */
  started(key: string, kind: string, name: string): void
  /** Rows with the same `fold`, one after the other, may be counted instead of shown. */
  finished(key: string, row: Row, fold: string | null): void
  /** Whole lines in between. */
  note(text: string): void
  /** Removes what is not for good. */
  close(): void
}

export interface ProgressOptions {
  readonly terminal: Terminal
  readonly stream: OutputStream
  readonly style: Style
  readonly layout: RowLayout
  readonly total: number
}

/** How often a run that prints lines says what it still waits for. */
const HEARTBEAT = 60_000

export function plainProgress({ terminal, stream, style, layout }: ProgressOptions): Progress {
  const running = new Map<string, { readonly name: string; readonly since: number }>()
  let quietSince = terminal.now()
  const stop = terminal.every(HEARTBEAT, () => {
    if (running.size === 0 || terminal.now() - quietSince < HEARTBEAT) return
    quietSince = terminal.now()
    const names = [...running.values()].map(({ name, since }) => `${name} (${elapsed((quietSince - since) / 1000)})`)
    stream.write(style.dim(`… still running: ${names.join(', ')}\n`))
  })
  return {
    started(key, _kind, name) {
      running.set(key, { name, since: terminal.now() })
    },
    finished(key, row) {
      running.delete(key)
      quietSince = terminal.now()
      stream.write(`${writeRow(row, layout, style)}\n`)
    },
    note: (text) => stream.write(text),
    close: stop,
  }
}

const FRAME = 80
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const BAR = 24
const KIND = 12
const MOST_RUNNING = 8
/** Fewer rows than this are shown although they could be counted. */
const LEAST_FOLDED = 3

interface Running {
  readonly kind: string
  readonly name: string
  readonly since: number
}

export function liveProgress({ terminal, stream, style, layout, total }: ProgressOptions): Progress {
  const region = new LiveRegion(stream)
  const begun = terminal.now()
  const running = new Map<string, Running>()
  const tally = new Map<Row['status'], number>()
  let done = 0
  let frame = 0
  let ready = ''
  let folded: { readonly key: string; readonly rows: Row[] } | null = null

  const unfold = (): void => {
    const rows = folded?.rows ?? []
    const shown = rows.length < LEAST_FOLDED ? rows : [foldRows(rows)]
    for (const row of shown) ready += `${writeRow(row, layout, style)}\n`
    folded = null
  }
  const draw = (): void => {
    frame++
    const size = stream.size()
    const room = Math.max(1, Math.min(MOST_RUNNING, (size?.rows ?? 24) - 4))
    const columns = Math.max(10, (size?.columns ?? 80) - 1)
    const shown = [...running.values()].slice(0, room)
    const lines = shown.map((one) => runningLine(one, columns))
    if (running.size > shown.length) lines.push(cut(`  … and ${running.size - shown.length} more`, columns))
    lines.push(barLine(columns))
    region.draw(ready, lines)
    ready = ''
  }
  const runningLine = ({ kind, name, since }: Running, columns: number): string => {
    const time = elapsed((terminal.now() - since) / 1000)
    const spinner = style.cyan(SPINNER[frame % SPINNER.length] ?? '')
    const room = Math.max(4, columns - 2 - KIND - time.length - 2)
    return `${spinner} ${style.dim(padEnd(cut(kind, KIND - 1), KIND))}${shorten(name, room)}  ${style.dim(time)}`
  }
  const barLine = (columns: number): string => {
    const filled = total === 0 ? BAR : Math.min(BAR, Math.floor((done / total) * BAR))
    const bar = style.green('━'.repeat(filled)) + style.dim('─'.repeat(BAR - filled))
    const troubles = (['error', 'fail', 'warn', 'skipped'] as const).flatMap((status) => {
      const n = tally.get(status) ?? 0
      return n === 0 ? [] : [colorOf(status, style)(`${n} ${statusWord(status)}`)]
    })
    const time = elapsed((terminal.now() - begun) / 1000)
    const parts = [`${done}/${total}`, ...troubles, style.dim(time)]
    return columns < BAR + 30 ? cut(`${done}/${total}  ${time}`, columns) : `${bar}  ${parts.join('  ')}`
  }
  const stop = terminal.every(FRAME, draw)

  return {
    started(key, kind, name) {
      running.set(key, { kind, name, since: terminal.now() })
    },
    finished(key, row, fold) {
      running.delete(key)
      if (row.place !== '') done++
      tally.set(row.status, (tally.get(row.status) ?? 0) + 1)
      if (folded !== null && folded.key !== fold) unfold()
      if (fold === null) ready += `${writeRow(row, layout, style)}\n`
      else if (folded === null) folded = { key: fold, rows: [row] }
      else folded.rows.push(row)
    },
    note(text) {
      unfold()
      ready += text
    },
    close() {
      stop()
      unfold()
      region.close(ready)
      ready = ''
    },
  }
}

/** One row for several of the same status. */
function foldRows(rows: readonly Row[]): Row {
  const last = rows.at(-1) as Row // there are several
  const alike = rows.every((row) => row.kind === last.kind)
  const detail = last.status === 'skipped' ? last.detail : ''
  return {
    ...last,
    kind: alike ? last.kind : '',
    name: count(rows.length, alike ? last.kind : 'node'),
    detail,
    time: '',
  }
}
