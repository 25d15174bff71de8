import { dirname, join } from 'node:path'
import { runCli } from '../cli/run-cli.ts'
import type { WindowSize } from '../cli/terminal.ts'
import { artifactTimes, expectSoundSince } from './sound-artifacts.ts'
import { testTerminal } from './test-terminal.ts'
import { TEST_CACHE } from './with-embedded.ts'

export interface Called {
  readonly code: number
  /** What was printed, durations as `0.00s`. */
  readonly out: string
  readonly err: string
  /** What the window shows in the end. */
  readonly screen: string
}

export interface CallOptions {
  readonly cwd: string
  readonly environment?: Readonly<Record<string, string>>
  readonly window?: WindowSize
}

/**
 * Calls the command line in this process: `callCli('build --select orders', { cwd })`. Words are separated by spaces.
 * Artifacts that it wrote are held against our own readers.
 */
export async function callCli(line: string | readonly string[], options: CallOptions): Promise<Called> {
  const { cwd, environment = {}, window } = options
  const { terminal, out, err, screen } = testTerminal({
    cwd,
    environment: { XDG_CACHE_HOME: dirname(TEST_CACHE), ...environment },
    ...(window === undefined ? {} : { window }),
  })
  const args = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line
  const target = join(cwd, 'target')
  const before = artifactTimes(target)
  const code = await runCli(args, terminal)
  expectSoundSince(target, before)
  return { code, out: steady(out()), err: steady(err()), screen: steady(screen()) }
}

function steady(text: string): string {
  return text.replace(/\b\d+(?:\.\d+s|m \d\ds)/g, (time) => '0.00s'.padStart(time.length))
}
