import { constants, homedir } from 'node:os'
import type { WriteStream } from 'node:tty'
import { EXIT } from './command.ts'
import { type OutputStream, StoppedBySignal, type Terminal } from './terminal.ts'

export interface ProcessTerminal {
  readonly terminal: Terminal
  /** Ends the process once everything was written. */
  exit(code: number): void
}

const SHOW_CURSOR = '\x1b[?25h'

/**
 * The terminal this process has. The first Ctrl-C (or SIGTERM, or the window that is closed) asks the command to stop, the second ends the process at
 * once; when nobody reads the output any more the command is asked to stop, and nothing more is written.
 */
export function terminalOfProcess(): ProcessTerminal {
  const controller = new AbortController()
  /** What an interrupted process ends with: 128 and the number of the signal, as shells have it. */
  let interrupted: number = EXIT.interrupted
  const stop = (signal: NodeJS.Signals): void => {
    interrupted = 128 + constants.signals[signal]
    if (controller.signal.aborted) process.exit(interrupted)
    controller.abort(new StoppedBySignal(signal))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  let lost: Error | null = null
  const broken = (error: NodeJS.ErrnoException): void => {
    // EPIPE: `| head` has seen enough. Anything else, such as a full disk, has lost what was asked for.
    if (error.code !== 'EPIPE') lost = error
    controller.abort(new Error('nobody reads the output'))
  }
  const stdout = outputStream(process.stdout, broken)
  const stderr = outputStream(process.stderr, broken)
  // However it ends, the cursor that the live region hid must be seen again.
  process.on('exit', () => {
    if (process.stdout.isTTY) process.stdout.write(SHOW_CURSOR)
  })
  return {
    terminal: {
      stdout,
      stderr,
      environment: process.env,
      cwd: process.cwd(),
      home: homedir() || null,
      pid: process.pid,
      runtime: `Node.js ${process.versions.node}`,
      clock: () => new Date(),
      now: () => performance.now(),
      every(milliseconds, act) {
        const timer = setInterval(act, milliseconds)
        timer.unref()
        return () => clearInterval(timer)
      },
      signal: controller.signal,
    },
    exit(result) {
      const code = result === EXIT.interrupted ? interrupted : result
      process.exitCode = code
      // An error of the stream comes after the callback of the write.
      process.stdout.write('', () => setImmediate(end))
      function end(): void {
        const text = lost === null ? '' : `error[cannot-write] the output was lost: ${lost.message}\n`
        process.stderr.write(text, () => process.exit(lost === null ? code : EXIT.problem))
      }
    },
  }
}

function outputStream(stream: WriteStream, broken: (error: NodeJS.ErrnoException) => void): OutputStream {
  let open = true
  stream.on('error', (error) => {
    open = false
    broken(error)
  })
  return {
    isTerminal: stream.isTTY === true,
    write(text) {
      if (open) stream.write(text)
    },
    size: () => (stream.isTTY && stream.columns > 0 ? { columns: stream.columns, rows: stream.rows } : null),
  }
}
