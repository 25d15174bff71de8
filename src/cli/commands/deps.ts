import { resolve } from 'node:path'
import { type Installation, installPackages, parseNewPackage, parseYamlArgument } from '../../assay.ts'
import { type Call, EXIT } from '../command.ts'
import { enumerate } from '../print/words.ts'
import { judgeWarnings, throwErrors, warningPolicy } from '../warn-error.ts'

/** Fetches the project's packages into its package folder. */
export async function deps({ terminal, report, flags, redact }: Call): Promise<number> {
  const say = (text: string): void => report.tell({ kind: 'remark', text })
  const installation = await installPackages(resolve(terminal.cwd, flags.project_dir ?? '.'), {
    environment: terminal.environment,
    commandVars: flags.vars === null ? {} : parseYamlArgument(flags.vars, '--vars'),
    versionCheck: flags.version_check,
    upgrade: flags.upgrade,
    lockOnly: flags.lock,
    dryRun: flags.dry_run,
    add: flags.add_package === null ? null : parseNewPackage(flags.add_package, flags.source),
    signal: terminal.signal,
    fetching: (what) => say(redact(`fetching ${what}`)),
  })
  const options =
    flags.warn_error_options === null ? {} : parseYamlArgument(flags.warn_error_options, '--warn-error-options')
  const judged = judgeWarnings(installation.warnings, warningPolicy(flags.warn_error, options))
  throwErrors(judged)
  report.tell({ kind: 'diagnostics', diagnostics: judged })
  for (const line of linesOf(installation, flags.dry_run)) say(redact(line))
  return EXIT.fine
}

function linesOf({ packages, folder, placed, locked, added }: Installation, dry: boolean): readonly string[] {
  const lines: string[] = []
  if (added !== null) {
    const instead = added.removed.length === 0 ? '' : ` in place of ${enumerate(added.removed)}`
    lines.push(`${added.file} ${dry ? 'would want' : 'wants'} one more package${instead}`)
  }
  for (const { name, from, kind, version, newer } of packages) {
    const what = kind === 'git' ? version?.slice(0, 10) : (version ?? kind)
    lines.push(`  ${name} ${what} (${from})${newer === null ? '' : `, and there is ${newer}`}`)
  }
  if (packages.length === 0) lines.push('no packages are wanted')
  else if (placed) lines.push(`${count(packages)} in ${folder}`)
  else if (dry) lines.push(`${count(packages)} would be in ${folder}; nothing was written`)
  if (locked && !dry) lines.push('package-lock.yml written')
  return lines
}

function count(packages: Installation['packages']): string {
  return packages.length === 1 ? '1 package' : `${packages.length} packages`
}
