import { randomUUID } from 'node:crypto'
import { relative, sep } from 'node:path'
import { AssayError, parseSelection, select, stateOf } from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { type OpenProject, openProject } from '../open-project.ts'
import { count, enumerate, harmless } from '../print/words.ts'
import { selectNodes } from '../select-nodes.ts'
import { buildNodes } from './build.ts'

/** So long (milliseconds) nothing may be saved before anything is built: editors save several files at once. */
const PAUSE = 150

const KINDS: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot', 'test', 'unit_test', 'function'])

/**
 * Waits for files to be saved and builds what changed by that and what depends on it, with their tests. Ctrl-C is its
 * only end. A project that is broken for the moment is told, and waited for.
 */
export async function watch(call: Call): Promise<number> {
  const { terminal, report } = call
  let last = await openProject(call)
  const changes = await watchFiles(call, last)
  try {
    report.tell({ kind: 'remark', text: `watching ${last.project.root}; Ctrl-C ends it` })
    for (let saved = await changes.next(); saved !== null; saved = await changes.next()) {
      const names = saved.map(harmless)
      report.tell({
        kind: 'remark',
        text: `\n${names.length > 4 ? count(names.length, 'file') : enumerate(names)} changed`,
      })
      last = (await rebuild(call, last)) ?? last
      if (!terminal.signal.aborted) report.tell({ kind: 'remark', text: 'waiting for changes' })
    }
  } finally {
    await changes.close()
  }
  return EXIT.interrupted
}

/** Builds what is different from `before`; the project as it is now, or null while it cannot be understood. */
async function rebuild(call: Call, before: OpenProject): Promise<OpenProject | null> {
  const again = { ...call, invocationId: randomUUID(), startedAt: call.terminal.clock() }
  try {
    const now = await openProject(again, { which: 'build' })
    const wanted = new Set(await selectNodes(again, now, KINDS))
    const changed = changedSince(before, now).filter((id) => wanted.has(id))
    if (changed.length === 0) call.report.tell({ kind: 'remark', text: 'nothing that is built is different' })
    else await buildNodes(again, now, 'build', changed)
    return now
  } catch (thrown) {
    call.report.pause()
    const diagnostics = thrown instanceof AssayError ? thrown.diagnostics : databaseTrouble(thrown)
    if (diagnostics === null) throw thrown
    if (!call.terminal.signal.aborted) call.report.tell({ kind: 'diagnostics', diagnostics })
    return null
  }
}

function changedSince(before: OpenProject, now: OpenProject): readonly UniqueId[] {
  const spec = parseSelection({ select: ['state:modified+'] }, now.selectors)
  return select(now.graph, spec, { kinds: KINDS, previous: stateOf(before.graph) }).ids
}

/** A server that went away may come back. */
function databaseTrouble(thrown: unknown) {
  if (!(thrown instanceof Error) || thrown.name !== 'WarehouseError') return null
  return [{ code: 'database', severity: 'error', message: thrown.message } as const]
}

interface Changes {
  /** The files saved since the last call, from the project on, once there are any and a moment passed; null at the end. */
  next(): Promise<readonly string[] | null>
  close(): Promise<void>
}

async function watchFiles(
  { terminal: { signal } }: Call,
  { project: { root }, target }: OpenProject,
): Promise<Changes> {
  const { watch: watchFolder } = await import('chokidar')
  const saved = new Set<string>()
  let quiet: () => void = () => undefined
  let timer: NodeJS.Timeout | undefined
  const ignored = (path: string): boolean => isIgnored(relative(root, path), target.path)
  const watcher = watchFolder(root, { ignoreInitial: true, ignored })
  watcher.on('all', (_event, path) => {
    saved.add(relative(root, path).replaceAll(sep, '/'))
    clearTimeout(timer)
    timer = setTimeout(() => quiet(), PAUSE)
  })
  await new Promise<void>((ready) => watcher.once('ready', () => ready()))
  return {
    async next() {
      await new Promise<void>((done) => {
        quiet = done
        signal.addEventListener('abort', () => done(), { once: true })
        if (signal.aborted) done()
        // Saved while the last build ran.
        else if (saved.size > 0) timer = setTimeout(() => quiet(), PAUSE)
      })
      const names = [...saved].sort()
      saved.clear()
      return signal.aborted ? null : names
    },
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}

/** What a build writes itself, and what never belongs to a project. */
function isIgnored(path: string, targetPath: string): boolean {
  if (path === '') return false
  const [first = ''] = path.split(sep)
  return first.startsWith('.') || [targetPath, 'logs', 'node_modules'].includes(first) || path.endsWith('~')
}
