import type { JsonObject } from '../../base/json.ts'
import type { Difference, ModelVerdict } from '../../features/leakage/leakage.ts'

/** What the experiment found of a model, as programs read it. */
export function describeLeak(model: ModelVerdict): JsonObject {
  const { name, verdict, differences, cuts, firstAncestor, path, reasons } = model
  const worst = worstOf(model)
  const modes = [...new Set(differences.map(({ mode }) => mode))]
  return {
    model: name,
    verdict,
    columns: leakingColumns(model),
    mode: modes.length === 2 ? 'both' : (modes[0] ?? null),
    cuts: differences.length === 0 ? [...cuts] : [...new Set(differences.map(({ cut }) => cut))],
    rows: worst?.rows ?? 0,
    first_ancestor: firstAncestor,
    path: [...path],
    example: worst?.example ? { ...worst.example } : null,
    reasons: reasons.map(({ message }) => message),
  }
}

/** `*` stands for rows that come or go. */
export function leakingColumns({ differences }: Pick<ModelVerdict, 'differences'>): string[] {
  return [...new Set(differences.flatMap(({ columns }) => columns))]
}

/** The one with most rows. */
export function worstOf({ differences }: Pick<ModelVerdict, 'differences'>): Difference | null {
  return [...differences].sort((a, b) => b.rows - a.rows)[0] ?? null
}
