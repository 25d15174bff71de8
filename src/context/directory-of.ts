import type { JsonObject } from '../base/json.ts'
import { behaves } from '../resources/behavior.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model, Seed, Snapshot, UserFunction } from '../resources/node.ts'
import type { Source } from '../resources/source.ts'
import { Directory } from './directory.ts'

/** What refs and sources may find in a manifest, what is switched off among it. */
export function directoryOf(
  manifest: Manifest,
  projectFlags: JsonObject = {},
): Directory<Model | Seed | Snapshot, Source, UserFunction> {
  const disabled = [...manifest.disabled.values()].flat()
  return new Directory(
    [...manifest.nodes.values(), ...disabled],
    [...manifest.sources.values(), ...disabled.filter((resource) => resource.kind === 'source')],
    manifest.projectName,
    behaves(projectFlags, 'require_ref_searches_node_package_before_root'),
  )
}
