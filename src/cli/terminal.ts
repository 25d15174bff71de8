/** Everything a command knows of the machine it runs on. Tests hand in their own. */
export interface Terminal {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute path of the folder the command was started in. */
  readonly cwd: string
  readonly home: string | null
  readonly pid: number
  /** What runs us: `Node.js 22.11.0`. */
  readonly runtime: string
  /** The time of day; and milliseconds of a clock that only goes forward. */
  readonly clock: () => Date
  readonly now: () => number
  /** Calls `act` again and again; the answer stops it. */
  readonly every: (milliseconds: number, act: () => void) => () => void
  /** Aborted by Ctrl-C (its reason is a StoppedBySignal), and when nobody reads the output any more. */
  readonly signal: AbortSignal
}

export interface OutputStream {
  readonly isTerminal: boolean
  write(text: string): void
  /** Columns and rows of the window, as it is now; null where there is none. */
  size(): WindowSize | null
}

export interface WindowSize {
  readonly columns: number
  readonly rows: number
}

/** Why a command is asked to stop: somebody wants it to. */
export class StoppedBySignal extends Error {
  override readonly name = 'StoppedBySignal'
  readonly signal: string

  constructor(signal: string) {
    super(`stopped by ${signal}`)
    this.signal = signal
  }
}
