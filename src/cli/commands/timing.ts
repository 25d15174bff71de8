import { resolve } from 'node:path'
import { drawTimeline, readProject, readTimeline } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { nothingTimed } from '../errors.ts'
import { readOptions } from '../open-project.ts'
import { artifactIn } from '../previous-state.ts'
import { printTiming } from '../print/timing.ts'
import { TargetFolder } from '../target-folder.ts'

/** Tells where the time of the last run went, and draws it. Nothing is parsed: the artifacts say all. */
export async function timing(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  const project = await readProject(resolve(terminal.cwd, flags.project_dir ?? '.'), readOptions(call))
  const { targetPath, name } = project.settings
  const results = artifactIn(project.root, targetPath, 'run_results.json')
  if (results === null) throw nothingTimed(targetPath)
  const timeline = await readTimeline(results, artifactIn(project.root, targetPath, 'manifest.json'))
  const target = new TargetFolder(project.root, targetPath, call.invocationId.slice(0, 8), call.redact, (path) =>
    report.tell({ kind: 'artifact-written', path }),
  )
  const place = `${targetPath}/timing.html`
  target.writePage('timing.html', await drawTimeline(timeline, `${name}: where the time went`))
  report.tell({ kind: 'answer', name: 'text', text: printTiming(timeline, terminal.stdout.size()?.columns ?? null) })
  report.tell({ kind: 'remark', text: `drawn in ${place}` })
  return EXIT.fine
}
