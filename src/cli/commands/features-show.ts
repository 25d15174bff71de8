import { type Call, EXIT } from '../command.ts'
import { viewNamed } from '../feature-views.ts'
import { openProject } from '../open-project.ts'
import { printView, viewJson } from '../print/feature-views.ts'

/** One feature view: what it reads, who reads it, and each feature. */
export async function featuresShow(call: Call): Promise<number> {
  const [name = ''] = call.words
  const open = await openProject(call)
  const view = viewNamed(open, name)
  const isJson = open.flags.output_format === 'json'
  const text = isJson ? JSON.stringify(viewJson(view, open.manifest)) : printView(view, open.manifest)
  call.report.tell({ kind: 'answer', name: 'text', text: text.trimEnd() })
  return EXIT.fine
}
