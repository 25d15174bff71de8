import { type Checked, fileOf, isFault, type ReportFacts, type ReportTable } from './checked.ts'
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

/** GitHub takes a megabyte of summary for a step; a character may be four bytes. */
const SUMMARY = 250_000

/** A comment holds 65,536 characters: those of two commands go into one. */
const COMMENT = 32_000

/** Markdown for `GITHUB_STEP_SUMMARY`: the table, then what is wrong, its first rows folded. */
export function toGithubSummary(facts: ReportFacts): string {
  return written(facts, '', SUMMARY)
}

/**
 * The same for a comment on a pull request. Its first line is seen by nobody, and tells that it is ours: a later run finds
 * the comment by it, to write it anew.
 */
export function toComment(facts: ReportFacts): string {
  return written(facts, `<!-- ${facts.title.replaceAll('-->', '')} -->\n`, COMMENT)
}

function written({ title, checked, table, prefix }: ReportFacts, head: string, most: number): string {
  const faults = checked.filter(isFault)
  const failed = faults.filter(({ status }) => status !== 'warn').length
  const warned = faults.length - failed
  const verdict = failed > 0 ? `❌ ${failed} failed` : warned > 0 ? `⚠️ ${warned} warned` : '✅ all passed'
  const parts = [`${head}### ${markdownText(title)}: ${verdict}`, tally(checked)]
  const room = new Room(most - LAST - size(parts))
  if (table !== null) parts.push(...tableWithin(table, room))
  const shown = faults.slice(0, MOST_SHOWN).map((one) => describeFault(one, prefix))
  const fit = shown.filter((part) => room.takes(part))
  parts.push(...fit)
  const left = faults.length - fit.length
  if (left > 0) parts.push(`… ${left} of ${faults.length} are left out here; the log has all of them.`)
  // Behind the end of what is folded, only an empty line lets Markdown go on.
  return `${parts.join('\n\n')}\n\n`
}

/** The line that says what was left out. */
const LAST = 200

/** How much may still be written; once something did not fit, nothing does, so that what is left out comes last. */
class Room {
  #left: number

  constructor(left: number) {
    this.#left = left
  }

  takes(part: string): boolean {
    this.#left = this.#left < part.length + 2 ? 0 : this.#left - part.length - 2
    return this.#left > 0
  }
}

function tableWithin({ header, rows }: ReportTable, room: Room): readonly string[] {
  const fit = rows.filter((row) => room.takes(markdownTable(header, [row])))
  const left = rows.length - fit.length
  return [markdownTable(header, fit), ...(left > 0 ? [`… and ${left} more lines`] : [])]
}

function size(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0)
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
