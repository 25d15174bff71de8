import type { Location } from '../base/position.ts'
import type { Runnable } from './unit-test.ts'

/** Where a node is written: of generic tests the line in YAML. */
export function placeOf(node: Runnable): Location {
  if (node.kind === 'unit_test') return node.at
  if (node.kind === 'test' && node.generic !== null) return node.generic.at
  return { file: node.originalPath, line: 1, column: 1 }
}
