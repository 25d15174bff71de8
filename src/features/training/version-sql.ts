import { dataValue } from '../../compile/node-scope.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import type { Job } from '../../run/job.ts'
import type { DescribedSet } from './described-set.ts'
import { momentText, type Span } from './spans.ts'

/** The column that says which split a row is in. */
export const SPLIT = 'split'

/** The rows of a version, as SQL: those of the model that are in a split, and whose label was known. */
export async function versionSql(
  { scope }: Pick<Job, 'scope'>,
  { predictionTime, labelObservedAt, splits }: DescribedSet,
  code: string,
  spans: readonly Span[],
  asOf: Date,
): Promise<string> {
  if (splits !== null) {
    const laid = spans.map(({ name, start, end }) => ({ name, start: momentText(start), end: momentText(end) }))
    const until = labelObservedAt === null ? null : momentText(asOf)
    const args = [code, laid, predictionTime, labelObservedAt, until, [...splits.group], SPLIT]
    return scope.text('assay.assign_split', ...args.map((value) => dataValue(value)))
  }
  if (labelObservedAt === null) return code
  return `select given.*\nfrom (\n${code}\n) as given\nwhere given.${quoteIdentifier(labelObservedAt)} <= '${momentText(asOf)}'`
}
