/** What an experiment found: a line for each model, and what is known of each leak. */
import { describeLeak, type LeakageReport, leakingColumns, worstOf } from '../../assay.ts'
import type { JsonObject } from '../../base/json.ts'
import type { Difference, ModelVerdict } from '../../features/leakage/leakage.ts'
import { padEnd, widest } from './width.ts'
import { count, harmless } from './words.ts'

export function printLeakage({ models, verdict }: LeakageReport): string {
  const width = widest(
    models.map(({ name }) => name),
    5,
  )
  const lines = models.flatMap((model) => [
    `${padEnd(model.verdict, 12)}  ${padEnd(harmless(model.name), width)}  ${tried(model)}`,
    ...details(model).flatMap((line) => line.split('\n').map((part) => `${' '.repeat(14)}${part}`)),
  ])
  const numbers = (['leak', 'clean', 'inconclusive'] as const)
    .map((word): [string, number] => [word, models.filter((model) => model.verdict === word).length])
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${number} ${word}`)
  const caution = verdict === 'clean' ? '\nNo leak was found; that is a test, not a proof.' : ''
  return `${lines.join('\n')}\n\n${count(models.length, 'model')}: ${numbers.join(', ')}${caution}`
}

function tried({ cuts, differences }: ModelVerdict): string {
  const leaking = new Set(differences.map(({ cut }) => cut)).size
  if (cuts.length === 0) return 'not tried'
  return leaking === 0
    ? `the same at ${count(cuts.length, 'cut')}`
    : `differs at ${leaking} of ${count(cuts.length, 'cut')}`
}

function details(model: ModelVerdict): readonly string[] {
  const { path, firstAncestor, name, reasons } = model
  const worst = worstOf(model)
  if (worst === null) return reasons.map(({ message }) => harmless(message))
  const columns = leakingColumns(model).map((column) => (column === '*' ? 'rows that come or go' : column))
  const way =
    firstAncestor === null || firstAncestor === name
      ? 'it begins in this model'
      : `it begins in ${harmless(firstAncestor)}: ${path.map(harmless).join(' → ')}`
  return [
    `columns    ${harmless(columns.join(', '))}`,
    `rows       ${worst.rows} of the past, ${worst.mode === 'truncate' ? 'without' : 'with another'} future after ${worst.cut}`,
    `way        ${way}`,
    ...exampleLines(worst),
    ...reasons.map(({ message }) => harmless(message)),
  ]
}

function exampleLines({ example, mode }: Difference): readonly string[] {
  if (example === null) return []
  const future = mode === 'truncate' ? 'without the future' : 'with another future'
  const { key, before, after } = example
  const where = Object.entries(key).map(([name, value]) => `${name} ${value ?? 'null'}`)
  const changed =
    before === null
      ? [`is there only ${future}`]
      : after === null
        ? [`is gone ${future}`]
        : Object.keys(before).map((column) => `${column} ${before[column] ?? 'null'} → ${after[column] ?? 'null'}`)
  return [`example    ${harmless(`${where.join(', ')}: ${changed.join(', ')}`)}`]
}

/** DESIGN's shape: one object a model. */
export function leakageJson({ verdict, models }: LeakageReport): JsonObject {
  return { verdict, models: models.map(describeLeak) }
}
