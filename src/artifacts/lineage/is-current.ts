import type { Manifest } from '../../resources/manifest.ts'
import type { ManifestArtifact } from '../manifest/read-manifest.ts'

/**
 * Whether a manifest has the SQL of all models and snapshots of a project as its files are now: nothing in them was
 * changed since, and they lead to the same relations, in whichever database. Variables are not looked at.
 */
export function isCurrent(artifact: ManifestArtifact, manifest: Manifest): boolean {
  for (const node of manifest.nodes.values()) {
    if (node.kind !== 'model' && node.kind !== 'snapshot') continue
    const then = artifact.nodes[node.id]
    if (then === undefined || !('compiled_code' in then) || then.compiled_code === null) return false
    if (then.raw_code !== node.rawCode) return false
    if (then.schema !== node.schema || then.alias !== node.alias) return false
  }
  for (const macro of manifest.macros.values()) {
    const then = artifact.macros[macro.id]
    if (then !== undefined && macro.package === manifest.projectName && then.macro_sql !== macro.code) return false
  }
  return true
}
