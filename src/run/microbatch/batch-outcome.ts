import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Batch } from '../../resources/batch.ts'

/** What became of one batch. */
export interface BatchOutcome {
  readonly batch: Batch
  readonly status: 'success' | 'error' | 'skipped'
  /** What PostgreSQL reported, or why it failed, in dbt's form. */
  readonly message: string
  readonly seconds: number
  readonly code: string | null
  readonly diagnostics: readonly Diagnostic[]
}

export function skipped(batch: Batch): BatchOutcome {
  return { batch, status: 'skipped', message: 'SKIPPED', seconds: 0, code: null, diagnostics: [] }
}

export function isMissing({ status }: BatchOutcome): boolean {
  return status !== 'success'
}

/** How many different failures are told with the model; each batch has a line of its own. */
const MOST_TOLD = 3

/** What went wrong in all batches, each said once with the batches it happened in. */
export function diagnosticsOf(outcomes: readonly BatchOutcome[]): readonly Diagnostic[] {
  const told = new Map<string, { readonly diagnostic: Diagnostic; readonly batches: string[] }>()
  for (const { batch, diagnostics } of outcomes) {
    for (const diagnostic of diagnostics) {
      const { code, message, at } = diagnostic
      const key = [code, message, at?.file, at?.line, at?.column].join(' ')
      const same = told.get(key)
      if (same === undefined) told.set(key, { diagnostic, batches: [batch.label] })
      else same.batches.push(batch.label)
    }
  }
  return [...told.values()]
    .slice(0, MOST_TOLD)
    .map(({ diagnostic, batches }) => ({ ...diagnostic, message: `${named(batches)}: ${diagnostic.message}` }))
}

function named([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? `batch ${first}` : `batch ${first} and ${others.length} more`
}
