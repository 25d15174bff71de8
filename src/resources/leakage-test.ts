import { type UniqueId, uniqueId } from './ids.ts'
import type { Manifest } from './manifest.ts'
import type { DataTest } from './node.ts'

/** The generic test that is an experiment; SQL alone cannot tell what it asks. */
export const LEAKAGE_TEST: UniqueId = uniqueId('macro', 'assay', 'test_leakage')

/** Whether any of these nodes is an instance of it. */
export function testsLeakage(ids: readonly UniqueId[], { nodes }: Pick<Manifest, 'nodes'>): boolean {
  return ids.some((id) => {
    const node = nodes.get(id)
    return node?.kind === 'test' && macroOf(node) === LEAKAGE_TEST
  })
}

/** What a generic test is an instance of comes first among the macros it depends on. */
export function macroOf({ generic, dependsOn }: DataTest): UniqueId | null {
  return generic === null ? null : (dependsOn.macros[0] ?? null)
}
