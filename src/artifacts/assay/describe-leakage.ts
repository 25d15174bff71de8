import type { JsonObject } from '../../base/json.ts'
import type { Difference, ModelVerdict } from '../../features/leakage/leakage.ts'

/** What an experiment found out of a model, without values of its rows. */
export function describeVerdict(model: ModelVerdict): JsonObject {
  const { verdict, differences, cuts, firstAncestor, path, reasons } = model
  const modes = [...new Set(differences.map(({ mode }) => mode))]
  return {
    verdict,
    columns: changedColumns(model),
    mode: modes.length === 2 ? 'both' : (modes[0] ?? null),
    cuts: differences.length === 0 ? cuts : [...new Set(differences.map(({ cut }) => cut))],
    rows: worstDifference(model)?.rows ?? 0,
    first_ancestor: firstAncestor,
    path,
    reasons: reasons.map(({ message }) => message),
  }
}

/** `*` stands for rows that come or go. */
export function changedColumns({ differences }: ModelVerdict): readonly string[] {
  return [...new Set(differences.flatMap(({ columns }) => columns))]
}

/** The one with most rows. */
export function worstDifference({ differences }: ModelVerdict): Difference | null {
  return differences.toSorted((a, b) => b.rows - a.rows)[0] ?? null
}
