import type { Location } from '../base/position.ts'
import type { Source } from './source.ts'
import type { Runnable } from './unit-test.ts'

/** Where something is written: of what stands in YAML (tests, sources, feature views, training sets) its entry there. */
export function placeOf(resource: Runnable | Source): Location {
  return placeInYaml(resource) ?? { file: resource.originalPath, line: 1, column: 1 }
}

function placeInYaml(resource: Runnable | Source): Location | null | undefined {
  if (resource.kind === 'unit_test' || resource.kind === 'source') return resource.at
  if (resource.kind === 'test') return resource.generic?.at
  if (resource.kind !== 'model' || resource.declared === undefined) return null
  return resource.hookPlace?.(resource.template.source, 0)
}
