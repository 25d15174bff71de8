/** What is under way and what is done: plain lines, or lines above a live region. */
import type { OutputStream, Terminal } from '../terminal.ts'
import { LiveRegion } from './live-region.ts'
import { foldedRow } from './node-row.ts'
import { colorOf, layoutRows, type Row, statusWord, type Thing, writeRow, writeRunning } from './row.ts'
import { FRAME_MILLISECONDS, spinnerFrame } from './spinner.ts'
import type { Style } from './style.ts'
import { cut } from './width.ts'
import { elapsed } from './words.ts'

export interface Progress {
  /** What is waited for while nothing of the things is under way: the database, hooks. */
  idle(text: string): void
  /** Something is under way; `key` is how `finished` refers to it. */
  started(key: string, thing: Thing): void
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
  /** All that will be done; decides the columns. */
  readonly things: readonly Thing[]
  /** What is done beside and not counted: hooks. */
  readonly uncounted?: readonly Thing[]
}

/** Lines that no window cuts may be this long, so that most names fit their column. */
const PLAIN_COLUMNS = 120

/** How often a run that prints lines says what it still waits for. */
const HEARTBEAT = 60_000

export function plainProgress({ terminal, stream, style, things, uncounted = [] }: ProgressOptions): Progress {
  const layout = layoutRows(things, PLAIN_COLUMNS, { cuts: false, uncounted })
  const running = new Map<string, { readonly name: string; readonly since: number }>()
  let quietSince = terminal.now()
  const stop = terminal.every(HEARTBEAT, () => {
    if (running.size === 0 || terminal.now() - quietSince < HEARTBEAT) return
    quietSince = terminal.now()
    const names = [...running.values()].map(({ name, since }) => `${name} (${elapsed((quietSince - since) / 1000)})`)
    stream.write(style.dim(`… still running: ${names.join(', ')}\n`))
  })
  return {
    idle: () => undefined,
    started(key, { name }) {
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

const BAR = 24
const MOST_RUNNING = 8
/** Fewer rows than this are shown although they could be counted. */
const LEAST_FOLDED = 3

interface Running extends Thing {
  readonly since: number
}

export function liveProgress({ terminal, stream, style, things, uncounted = [] }: ProgressOptions): Progress {
  const region = new LiveRegion(stream)
  const begun = terminal.now()
  const total = things.length
  let columns = stream.size()?.columns ?? 80
  let layout = layoutRows(things, columns, { cuts: true, uncounted })
  const running = new Map<string, Running>()
  const tally = new Map<Row['status'], number>()
  let done = 0
  let frame = 0
  let ready = ''
  let waitingFor = ''
  let folded: { readonly key: string; readonly rows: Row[] } | null = null

  /** Windows change their size. */
  const resize = (now: number): void => {
    if (now !== columns) layout = layoutRows(things, now, { cuts: true, uncounted })
    columns = now
  }
  const unfold = (): void => {
    const rows = folded?.rows ?? []
    const shown = rows.length < LEAST_FOLDED ? rows : [foldedRow(rows)]
    for (const row of shown) ready += `${writeRow(row, layout, style)}\n`
    folded = null
  }
  const draw = (): void => {
    frame++
    const size = stream.size()
    resize(size?.columns ?? 80)
    const room = Math.max(1, Math.min(MOST_RUNNING, (size?.rows ?? 24) - 4))
    const shown = [...running.values()].slice(0, room)
    const lines = shown.map(runningLine)
    if (running.size > shown.length) lines.push(cut(`  … and ${running.size - shown.length} more`, columns - 1))
    if (running.size === 0 && waitingFor !== '' && done < total)
      lines.push(cut(`${spinner()} ${waitingFor}`, columns - 1))
    lines.push(barLine())
    region.draw(ready, lines)
    ready = ''
  }
  const spinner = (): string => spinnerFrame(frame)
  const runningLine = ({ since, ...thing }: Running): string => {
    const time = elapsed((terminal.now() - since) / 1000)
    return writeRunning({ ...thing, sign: spinner(), time }, layout, style)
  }
  const barLine = (): string => {
    const filled = total === 0 ? BAR : Math.min(BAR, Math.floor((done / total) * BAR))
    const bar = style.green('━'.repeat(filled)) + style.dim('─'.repeat(BAR - filled))
    const troubles = (['error', 'fail', 'warn', 'skipped'] as const).flatMap((status) => {
      const n = tally.get(status) ?? 0
      return n === 0 ? [] : [colorOf(status, style)(`${n} ${statusWord(status)}`)]
    })
    const time = elapsed((terminal.now() - begun) / 1000)
    const parts = [`${done}/${total}`, ...troubles, style.dim(time)]
    return columns < BAR + 30 ? cut(`${done}/${total}  ${time}`, columns - 1) : `${bar}  ${parts.join('  ')}`
  }
  const stop = terminal.every(FRAME_MILLISECONDS, draw)

  return {
    idle(text) {
      waitingFor = text
    },
    started(key, thing) {
      running.set(key, { ...thing, since: terminal.now() })
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
