import { catalogColumns, readRecorded } from '../../assay.ts'
import type { StateEvidence } from '../../gate/evidence.ts'
import type { PreviousState } from '../../resources/previous-state.ts'
import type { Call } from '../command.ts'
import { artifactIn } from '../previous-state.ts'

/** What `--state` holds, as far as gates compare with it. */
export async function stateEvidence(
  { terminal }: Call,
  folder: string | null,
  previous: PreviousState | undefined,
): Promise<StateEvidence | null> {
  if (folder === null || !previous?.manifest) return null
  const file = artifactIn(terminal.cwd, folder, 'catalog.json')
  const catalog = file === null ? null : catalogColumns(await readRecorded('catalog', file))
  return { folder, manifest: previous.manifest, catalog }
}
