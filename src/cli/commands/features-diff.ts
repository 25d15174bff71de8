import { compareFeatureViews } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { nothingToCompare } from '../errors.ts'
import { earlierView, viewNamed } from '../feature-views.ts'
import { openProject } from '../open-project.ts'
import { differenceJson, printDifference } from '../print/feature-views.ts'

/** What two feature views say otherwise; with --state what the first was then, and the second (or itself) is now. */
export async function featuresDiff(call: Call): Promise<number> {
  const [first = '', second] = call.words
  const open = await openProject(call)
  const { state } = open.flags
  if (second === undefined && state === null) throw nothingToCompare(first)
  const before = state === null ? viewNamed(open, first).view : earlierView(call, state, first)
  const after = viewNamed(open, second ?? first).view
  const names = [state === null ? first : `${first} (${state})`, second ?? first] as const
  const found = compareFeatureViews(before, after)
  const isJson = open.flags.output_format === 'json'
  const text = isJson ? JSON.stringify(differenceJson(found)) : printDifference(found, names)
  call.report.tell({ kind: 'answer', name: 'text', text: text.trimEnd() })
  return EXIT.fine
}
