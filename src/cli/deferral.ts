import { readDeferral } from '../assay.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { Call } from './command.ts'
import { deferWithoutState, noStateManifest } from './errors.ts'
import type { OpenProject } from './open-project.ts'
import { artifactIn } from './previous-state.ts'

/** What `--defer` leads refs to, or null without it: the manifest in `--defer-state`, else in `--state`. */
export async function deferralOf({ terminal }: Call, { flags }: OpenProject): Promise<Deferral | null> {
  if (!flags.defer) return null
  const folder = flags.defer_state ?? flags.state
  if (folder === null) throw deferWithoutState()
  const manifest = artifactIn(terminal.cwd, folder, 'manifest.json')
  if (manifest === null) throw noStateManifest(folder)
  return readDeferral(manifest, flags.favor_state)
}
