import { relative, resolve } from 'node:path'
import { createProject } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { quoted, suggestion } from '../suggest.ts'

/** Writes a small project into a new folder, or into this one when it is empty. Asks nothing. */
export async function init({ terminal, report, words, flags }: Call): Promise<number> {
  const [name] = words
  const folder = resolve(terminal.cwd, flags.project_dir ?? '.', name ?? '.')
  const { files } = createProject(folder, name ?? 'this folder')
  const way = relative(terminal.cwd, folder)
  for (const file of files) report.tell({ kind: 'remark', text: `  ${way === '' ? '' : `${way}/`}${file}` })
  const build = suggestion('build', new Map(), terminal.environment)
  const next = way === '' ? build : `cd ${quoted(way)} && ${build}`
  report.tell({ kind: 'remark', text: `\nnext: ${next}` })
  return EXIT.fine
}
