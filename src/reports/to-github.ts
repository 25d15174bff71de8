import { type Checked, fileOf, isFault, type ReportFacts } from './checked.ts'
import { markdownTable, markdownText } from './rows-text.ts'

/** GitHub shows ten of each level for a step. */
const MOST_ANNOTATIONS = 50

/** Rows are folded below faults, of so many of them. */
const MOST_SHOWN = 50

/**
 * Workflow commands, a line each, that put what is wrong beside the lines of a pull request.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function toGithubAnnotations({ checked, prefix }: ReportFacts): string {
  return checked
    .filter(isFault)
    .slice(0, MOST_ANNOTATIONS)
    .map((one) => {
      const file = fileOf(one, prefix)
      const place = one.at === null || file === null ? {} : { file, line: one.at.line, col: one.at.column }
      const properties = Object.entries({ ...place, title: one.name })
        .map(([name, value]) => `${name}=${propertyText(String(value))}`)
        .join(',')
      return `::${one.status === 'warn' ? 'warning' : 'error'} ${properties}::${dataText(one.message || one.status)}\n`
    })
    .join('')
}

function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** Markdown for `GITHUB_STEP_SUMMARY`, or a comment: the table, then what is wrong, its first rows folded. */
export function toGithubSummary({ title, checked, table, prefix }: ReportFacts): string {
  const faults = checked.filter(isFault)
  const failed = faults.filter(({ status }) => status !== 'warn').length
  const warned = faults.length - failed
  const verdict = failed > 0 ? `❌ ${failed} failed` : warned > 0 ? `⚠️ ${warned} warned` : '✅ all passed'
  const parts = [`### ${markdownText(title)}: ${verdict}`, tally(checked)]
  if (table !== null) parts.push(markdownTable(table.header, table.rows))
  parts.push(...faults.slice(0, MOST_SHOWN).map((one) => describeFault(one, prefix)))
  if (faults.length > MOST_SHOWN) parts.push(`… and ${faults.length - MOST_SHOWN} more`)
  // Behind the end of what is folded, only an empty line lets Markdown go on.
  return `${parts.join('\n\n')}\n\n`
}

/** `12 data tests, 1 model` */
function tally(checked: readonly Checked[]): string {
  const suites = [...new Set(checked.map(({ suite }) => suite))]
  const written = suites.map((name) => {
    const number = checked.filter(({ suite }) => suite === name).length
    return `${number} ${number === 1 ? name.replace(/s$/, '') : name}`
  })
  return written.join(', ')
}

function describeFault(one: Checked, prefix: string): string {
  const file = fileOf(one, prefix)
  const place = file === null ? '' : ` · ${markdownText(`${file}:${one.at?.line ?? 1}`)}`
  const sign = one.status === 'warn' ? '⚠️' : '❌'
  const head = `${sign} <b>${markdownText(one.name)}</b>${place}`
  const said = one.message
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
  const rows = one.rows === null ? '' : `\n\n${markdownTable(one.rows.columns, one.rows.rows)}`
  return `<details><summary>${head}</summary>\n\n${said}${rows}\n\n</details>`
}
