import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readPreviousState } from '../assay.ts'
import type { PreviousState } from '../resources/previous-state.ts'
import type { Call } from './command.ts'
import { noState } from './errors.ts'
import type { OpenProject } from './open-project.ts'

/** What an earlier run left in a folder, and the project's own newer `sources.json`. */
export async function readPrevious(call: Call, open: OpenProject, folder: string): Promise<PreviousState> {
  const path = resolve(call.terminal.cwd, folder)
  const texts = {
    manifest: textOf(join(path, 'manifest.json')),
    runResults: textOf(join(path, 'run_results.json')),
    sources: textOf(join(path, 'sources.json')),
    currentSources: textOf(resolve(open.project.root, open.target.path, 'sources.json')),
  }
  if (texts.manifest === null && texts.runResults === null && texts.sources === null) throw noState(folder)
  return readPreviousState(texts, call.startedAt)
}

/** The text of a file, or null where there is none. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
