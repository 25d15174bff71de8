import type { LeakageArtifact } from '../artifacts/leakage/read-leakage.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { LeakageEvidence } from './evidence.ts'

/**
 * What an earlier experiment says of these models. A verdict is about code: one of other code says nothing, nor does one
 * that is missing.
 */
export function recordedLeakage(
  { models }: Pick<LeakageArtifact, 'models'>,
  tried: readonly { readonly id: UniqueId; readonly name: string; readonly codeHash: string }[],
): ReadonlyMap<UniqueId, LeakageEvidence> {
  return new Map(
    tried.map(({ id, name, codeHash }): [UniqueId, LeakageEvidence] => {
      const found = models[id]
      const remedy = `run assay leakage --select ${name}`
      if (found === undefined)
        return [id, { verdict: 'unjudged', message: `not judged: it was never tried; ${remedy}` }]
      if (found.code_hash !== codeHash) {
        const when = found.tried_at.slice(0, 10)
        return [id, { verdict: 'unjudged', message: `not judged: its code is another since ${when}; ${remedy}` }]
      }
      return [id, { verdict: found.verdict, message: leakageMessage(found) }]
    }),
  )
}

export function leakageMessage({
  verdict,
  columns,
  reasons,
}: {
  readonly verdict: string
  readonly columns: readonly string[]
  readonly reasons: readonly string[]
}): string {
  if (verdict !== 'leak') return reasons[0] ?? verdict
  return `what it says of the past changes with the future: ${columns.join(', ')}`
}
