import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ArtifactFile, readPreviousState } from '../assay.ts'
import type { PreviousState } from '../resources/previous-state.ts'
import type { Call } from './command.ts'
import { noState } from './errors.ts'
import type { OpenProject } from './open-project.ts'

/** What an earlier run left in a folder, and the project's own newer `sources.json`. */
export async function readPrevious(call: Call, open: OpenProject, folder: string): Promise<PreviousState> {
  const { cwd } = call.terminal
  const files = {
    manifest: artifactIn(cwd, folder, 'manifest.json'),
    runResults: artifactIn(cwd, folder, 'run_results.json'),
    sources: artifactIn(cwd, folder, 'sources.json'),
    currentSources: artifactIn(open.project.root, open.target.path, 'sources.json'),
  }
  if (files.manifest === null && files.runResults === null && files.sources === null) throw noState(folder)
  return readPreviousState(files, call.startedAt)
}

/** An artifact in a folder, which is `from` on if it is not absolute; null where there is none. */
export function artifactIn(from: string, folder: string, name: string): ArtifactFile | null {
  try {
    return { path: join(folder, name), text: readFileSync(resolve(from, folder, name), 'utf8') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
