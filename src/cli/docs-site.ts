import { cpSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeSite, type WrittenArtifacts } from '../assay.ts'
import { type Call, EXIT } from './command.ts'
import type { OpenProject } from './open-project.ts'
import { quoted, suggestion } from './suggest.ts'

/**
 * Makes the docs site of what lies in the target folder, some of it just written, with the files of `asset-paths` beside it, as dbt does. Without a
 * manifest there (`--no-compile`, `--no-write-json`) there is none to be made.
 */
export async function makeProjectSite(
  call: Call,
  { project, target, flags }: OpenProject,
  written: WrittenArtifacts,
): Promise<void> {
  const folder = resolve(project.root, target.path)
  if (!flags.write_json || !existsSync(join(folder, 'manifest.json'))) {
    const why = flags.write_json ? `${target.path} holds no manifest.json` : '--no-write-json'
    call.report.tell({ kind: 'remark', text: `no site: ${why}` })
    return
  }
  await makeSite({ folder, label: target.path, single: flags.static, written })
  for (const path of project.settings.paths.assets) {
    const from = resolve(project.root, path)
    if (existsSync(from)) cpSync(from, join(folder, path), { recursive: true })
  }
  tellSite(call, target.path)
}

/** The same of any artifacts, without a project; the site goes beside them, or into the target folder that is given. */
export async function siteOfArtifacts(call: Call, artifacts: string): Promise<number> {
  const { terminal, flags } = call
  const into = flags.target_path ?? artifacts
  await makeSite({
    folder: resolve(terminal.cwd, artifacts),
    label: artifacts,
    into: resolve(terminal.cwd, into),
    single: flags.static,
  })
  tellSite(call, into)
  return EXIT.fine
}

function tellSite({ report, given, flags, terminal }: Call, folder: string): void {
  const file = flags.static ? 'static_index.html' : 'index.html'
  report.tell({ kind: 'remark', text: `the site: ${folder}/${file}` })
  const serve =
    flags.artifacts === null
      ? suggestion('docs serve', given, terminal.environment)
      : suggestion(`docs serve --artifacts ${quoted(folder)}`, new Map(), terminal.environment)
  report.tell({ kind: 'remark', text: `→ open it in a browser, or: ${serve}` })
}
