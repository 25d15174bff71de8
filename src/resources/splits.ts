import type { SplitSpan, Splits } from './training-set.ts'

/** Words of `splits:` that are no split. */
const WORDS = ['label_lag', 'embargo', 'as_of', 'group_by'] as const

/**
 * `{train: 12 months, test: 2 months, label_lag: 6 months, …}` as config has it. `problems` says what is wrong, a
 * sentence each; then what is read is not to be used.
 */
export function readSplits(value: unknown): { readonly splits: Splits; readonly problems: readonly string[] } {
  const problems: string[] = []
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isMap) problems.push('splits is a mapping of names to lengths, such as {train: 12 months, test: 2 months}')
  const entries = isMap ? Object.entries(value) : []
  const text = (key: string): string | null => {
    const found = entries.find(([name]) => name === key)?.[1]
    if (found === undefined || found === null) return null
    // YAML reads an unquoted date as one.
    if (found instanceof Date) return found.toISOString().slice(0, 10)
    if (typeof found !== 'string' && found !== 0) problems.push(`${key} of splits is not text`)
    return found === 0 ? '0 days' : String(found)
  }
  const spans = entries
    .filter(([name]) => !(WORDS as readonly string[]).includes(name))
    .map(([name]): SplitSpan => ({ name, length: text(name) ?? '' }))
  if (isMap && spans.length === 0) problems.push('splits names no split')
  const group = entries.find(([name]) => name === 'group_by')?.[1] ?? []
  const names = typeof group === 'string' ? [group] : group
  const isList = Array.isArray(names) && names.every((name): name is string => typeof name === 'string')
  if (!isList) problems.push('group_by of splits is a column or a list of columns')
  const splits: Splits = {
    spans,
    labelLag: text('label_lag'),
    embargo: text('embargo'),
    asOf: text('as_of'),
    group: isList ? names : [],
  }
  return { splits, problems }
}
