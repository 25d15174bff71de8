import { type Call, EXIT } from '../command.ts'
import { allViews } from '../feature-views.ts'
import { openProject } from '../open-project.ts'
import { printViews, viewJson } from '../print/feature-views.ts'
import { selectNodes } from '../select-nodes.ts'

/** The feature views of the project, or those selected. */
export async function featuresList(call: Call): Promise<number> {
  const open = await openProject(call)
  const all = allViews(open)
  const ids = new Set(await selectNodes(call, open, new Set(['feature_view'])))
  const views = all.filter(({ node }) => ids.has(node.id))
  const isJson = open.flags.output_format === 'json'
  const text = isJson ? JSON.stringify(views.map((view) => viewJson(view, open.manifest))) : printViews(views)
  call.report.tell({ kind: 'answer', name: 'text', text: text.trimEnd() })
  return EXIT.fine
}
