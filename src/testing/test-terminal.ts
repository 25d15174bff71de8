import { type OutputStream, StoppedBySignal, type Terminal, type WindowSize } from '../cli/terminal.ts'

export interface TestTerminal {
  readonly terminal: Terminal
  /** All that was written so far. */
  readonly out: () => string
  readonly err: () => string
  /** What a window would show: cursor movements and erasures carried out, colours left out. */
  readonly screen: () => string
  /** Lets the clock go on, and calls what waits for it. */
  readonly pass: (milliseconds: number) => void
  /** As Ctrl-C does. */
  readonly stop: () => void
}

export interface TestTerminalOptions {
  readonly cwd?: string
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** A window of this size; without one the output is a pipe. */
  readonly window?: WindowSize
  readonly home?: string | null
}

/** A terminal without a process: its clock stands still until it is told to go on. */
export function testTerminal(options: TestTerminalOptions = {}): TestTerminal {
  const { cwd = '/nowhere', environment = {}, window = null, home = null } = options
  const written = { out: '', err: '' }
  const timers = new Set<{ readonly every: number; readonly act: () => void; next: number }>()
  const controller = new AbortController()
  let now = 1000
  const stream = (name: 'out' | 'err'): OutputStream => ({
    isTerminal: window !== null,
    size: () => window,
    write(text) {
      written[name] += text
    },
  })
  return {
    terminal: {
      stdout: stream('out'),
      stderr: stream('err'),
      environment,
      cwd,
      home,
      pid: 4711,
      runtime: 'Node.js 0.0.0',
      clock: () => new Date(Date.UTC(2024, 0, 1) + now),
      now: () => now,
      every(milliseconds, act) {
        const timer = { every: milliseconds, act, next: now + milliseconds }
        timers.add(timer)
        return () => timers.delete(timer)
      },
      signal: controller.signal,
    },
    out: () => written.out,
    err: () => written.err,
    screen: () => screenOf(written.out),
    pass(milliseconds) {
      const until = now + milliseconds
      for (;;) {
        const due = [...timers].filter(({ next }) => next <= until).sort((a, b) => a.next - b.next)[0]
        if (due === undefined) break
        now = due.next
        due.next += due.every
        due.act()
      }
      now = until
    },
    stop: () => controller.abort(new StoppedBySignal('SIGINT')),
  }
}

/** Carries out the few control sequences we use: up, to the line's start, erase below. Others are left out. */
export function screenOf(output: string): string {
  const lines: string[] = ['']
  let row = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it reads
  for (const token of output.match(/\x1b\[[?0-9;]*[A-Za-z]|\n|\r|[^\x1b\n\r]+/g) ?? []) {
    if (token === '\n') {
      row++
      if (row === lines.length) lines.push('')
    } else if (token === '\r') continue
    else if (token.startsWith('\x1b[')) {
      const count = Number(token.slice(2, -1)) || 1
      if (token.endsWith('A')) row = Math.max(0, row - count)
      if (token.endsWith('J')) lines.splice(row, lines.length, '')
    } else lines[row] += token
  }
  return lines.join('\n')
}
