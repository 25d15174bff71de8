import { type Made, toManifestJson, toSemanticManifestJson } from '../assay.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { OpenProject } from './open-project.ts'

/** Writes `manifest.json`, and beside it the semantic layer's part of it, `semantic_manifest.json`. */
export function writeManifest(
  { target, invocation, origin }: Pick<OpenProject, 'target' | 'invocation' | 'origin'>,
  manifest: Manifest,
  made?: ReadonlyMap<UniqueId, Made>,
): void {
  const facts = { origin: origin(), quoting: invocation.quoting }
  target.writeArtifact('manifest.json', toManifestJson(manifest, made === undefined ? facts : { ...facts, made }))
  target.writeArtifact('semantic_manifest.json', toSemanticManifestJson(manifest))
}
