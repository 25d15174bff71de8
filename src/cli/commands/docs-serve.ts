import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { ARTIFACT_FILES, AssayError, isLocal, makeSite, readProject, type ServedSite, serveSite } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { othersCanRead } from '../errors.ts'
import { readOptions } from '../open-project.ts'
import type { Terminal } from '../terminal.ts'

/** So long (milliseconds) no artifact may be written before the site is made anew: a command writes several. */
const PAUSE = 300

/** Serves the site until Ctrl-C, and makes it anew when a command writes other artifacts beside it. */
export async function docsServe(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  const { folder, label } = await siteFolder(call)
  const make = (): Promise<void> => makeSite({ folder, label })
  if (!existsSync(join(folder, 'site/app.js'))) await make()
  const host = flags.host ?? '127.0.0.1'
  if (!isLocal(host)) report.tell({ kind: 'diagnostics', diagnostics: [othersCanRead(host)] })
  await using site = await serveSite({ folder, host, port: flags.port })
  await using _watcher = await watchArtifacts(folder, () => void renew(call, site, make))
  report.tell({ kind: 'remark', text: `the site: ${site.address}; Ctrl-C ends it` })
  if (flags.browser && terminal.stdout.isTerminal) openBrowser(site.address)
  await stopped(terminal)
  return EXIT.interrupted
}

/** Where the artifacts are: a folder that is named, or the project's own. */
async function siteFolder(call: Call): Promise<{ readonly folder: string; readonly label: string }> {
  const { terminal, flags } = call
  if (flags.artifacts !== null) return { folder: resolve(terminal.cwd, flags.artifacts), label: flags.artifacts }
  const start = resolve(terminal.cwd, flags.project_dir ?? '.')
  const project = await readProject(start, readOptions(call))
  const label = project.settings.targetPath
  return { folder: resolve(project.root, label), label }
}

/** An artifact that cannot be read leaves the site as it is, and is told. */
async function renew({ report }: Call, site: ServedSite, make: () => Promise<void>): Promise<void> {
  try {
    await make()
    site.news()
    report.tell({ kind: 'remark', text: 'there is news: the site is made anew' })
  } catch (thrown) {
    if (!(thrown instanceof AssayError)) throw thrown
    report.tell({ kind: 'diagnostics', diagnostics: thrown.diagnostics })
  }
}

async function watchArtifacts(folder: string, changed: () => void): Promise<AsyncDisposable> {
  const { watch } = await import('chokidar')
  let timer: NodeJS.Timeout | undefined
  const names: ReadonlySet<string> = new Set(ARTIFACT_FILES)
  const ignored = (path: string): boolean => resolve(path) !== folder && !names.has(basename(path))
  const watcher = watch(folder, { ignoreInitial: true, depth: 0, ignored })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(changed, PAUSE)
  })
  await new Promise<void>((ready) => watcher.once('ready', () => ready()))
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}

async function stopped({ signal }: Terminal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Where there is no browser the address is on the screen all the same. */
function openBrowser(address: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
