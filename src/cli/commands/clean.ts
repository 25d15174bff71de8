import { resolve } from 'node:path'
import { cleanProject, parseYamlArgument } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { enumerate } from '../print/words.ts'

/** Deletes the project's clean-targets. */
export async function clean({ terminal, report, flags }: Call): Promise<number> {
  const deleted = await cleanProject(resolve(terminal.cwd, flags.project_dir ?? '.'), {
    environment: terminal.environment,
    commandVars: flags.vars === null ? {} : parseYamlArgument(flags.vars, '--vars'),
    targetPath: flags.target_path,
    insideOnly: flags.clean_project_files_only,
  })
  report.tell({
    kind: 'remark',
    text: deleted.length === 0 ? 'there was nothing to delete' : `deleted ${enumerate(deleted)}`,
  })
  return EXIT.fine
}
