import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { TEST_CACHE } from './with-embedded.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface BuiltCli extends AsyncDisposable {
  /** Absolute path of the script that `node` runs. */
  readonly script: string
  /** The command line as a process of its own; `environment` is all it has beside `PATH`, `output` an open file. */
  start(
    args: readonly string[],
    cwd: string,
    environment?: Readonly<Record<string, string>>,
    output?: number,
  ): CliProcess
}

export interface CliProcess {
  readonly process: ChildProcess
  /** What was printed so far. */
  readonly out: () => string
  readonly err: () => string
  /** The exit code, once it ended; a signal's name where that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Builds the command line as it is now, in a folder below `node_modules`, or it would not find its packages. */
export async function builtCli(): Promise<BuiltCli> {
  const folder = join(TEST_CACHE, `cli-${randomBytes(4).toString('hex')}`)
  await build({
    input: join(ROOT, 'src/cli/main.ts'),
    platform: 'node',
    external: /^[^./]/,
    transform: { target: 'node20.19' },
    output: { dir: folder, entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    logLevel: 'silent',
  })
  const script = join(folder, 'main.mjs')
  return {
    script,
    start(args, cwd, environment = {}, output) {
      const { PATH = '' } = process.env
      const child = spawn(process.execPath, [script, ...args], {
        cwd,
        env: { PATH, XDG_CACHE_HOME: dirname(TEST_CACHE), ...environment },
        stdio: ['ignore', output ?? 'pipe', 'pipe'],
      })
      let out = ''
      let err = ''
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        out += text
      })
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        err += text
      })
      const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
        child.once('close', (code, signal) => resolve(code ?? signal)),
      )
      return { process: child, out: () => out, err: () => err, ended }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
