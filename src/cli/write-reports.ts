import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { type Project, type ReportFormat, writeReport } from '../assay.ts'
import { AssayError } from '../base/diagnostic.ts'
import type { ReportFacts } from '../reports/checked.ts'
import type { Call } from './command.ts'
import { badReport, cannotWrite } from './errors.ts'
import { packageVersion } from './version.ts'

const FILES = ['junit', 'sarif', 'json', 'comment'] as const

/** Where a report goes: into a file, or to GitHub, which runs us. */
export type WantedReport =
  | { readonly kind: 'file'; readonly format: (typeof FILES)[number]; readonly path: string }
  | { readonly kind: 'github' }

/** What `--report` asks for; refused before anything is done. */
export function wantedReports({ flags }: Pick<Call, 'flags'>): readonly WantedReport[] {
  const wanted: WantedReport[] = []
  for (const text of flags.reports) {
    const [name = '', path = ''] = splitAt(text)
    const format = FILES.find((one) => one === name)
    if (text === 'github') wanted.push({ kind: 'github' })
    else if (format === undefined || path === '') throw new AssayError(badReport(text, [...FILES, 'github']))
    else wanted.push({ kind: 'file', format, path })
  }
  return wanted
}

function splitAt(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

export type ReportContents = Pick<ReportFacts, 'checked' | 'table'>

/** Writes the reports a call asks for; paths count from where it was called, places from the repository's folder on. */
export async function writeReports(
  call: Call,
  { root, settings }: Pick<Project, 'root' | 'settings'>,
  wanted: readonly WantedReport[],
  contents: ReportContents,
): Promise<void> {
  if (wanted.length === 0) return
  const { terminal, report, command, startedAt, redact } = call
  const facts: ReportFacts = {
    ...contents,
    title: `assay ${command.name}`,
    version: packageVersion(),
    startedAt,
    completedAt: terminal.clock(),
    prefix: prefixOf(root, terminal.environment),
    home: settings.file,
  }
  const write = async (format: ReportFormat): Promise<string> => redact(await writeReport(format, facts))
  for (const one of wanted) {
    if (one.kind === 'file') {
      writeFile(resolve(terminal.cwd, one.path), await write(one.format), 'new')
      report.tell({ kind: 'artifact-written', path: resolve(terminal.cwd, one.path) })
      continue
    }
    const annotations = await write('annotations')
    if (annotations !== '') report.tell({ kind: 'answer', name: 'text', text: annotations })
    const { GITHUB_STEP_SUMMARY: summary } = terminal.environment
    if (summary) writeFile(resolve(terminal.cwd, summary), await write('summary'), 'added')
  }
}

function writeFile(path: string, text: string, how: 'new' | 'added'): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (how === 'new') writeFileSync(path, text)
    else appendFileSync(path, text)
  } catch (cause) {
    throw cannotWrite(path, cause)
  }
}

/** The project's folder inside the repository that a CI server has checked out. */
function prefixOf(root: string, environment: Call['terminal']['environment']): string {
  const workspace = environment.GITHUB_WORKSPACE || environment.CI_PROJECT_DIR
  if (!workspace) return ''
  const inside = relative(workspace, root)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? '' : `${inside.replaceAll(sep, '/')}/`
}
