import { type Checked, fileOf, type ReportFacts } from './checked.ts'
import { rowsAsText } from './rows-text.ts'

/**
 * JUnit XML as CI servers read it (Jenkins, GitLab, Azure …): a suite for each kind of thing, its cases with `file` and
 * `line` as pytest and PHPUnit write them. JUnit knows no warnings: what only warned passed, and says so in its output.
 */
export function toJunit({ title, startedAt, completedAt, checked, prefix }: ReportFacts): string {
  const suites = [...new Set(checked.map(({ suite }) => suite))]
  const seconds = (completedAt.getTime() - startedAt.getTime()) / 1000
  const all = attributes({ name: title, ...tally(checked), time: time(seconds) })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${all}>`,
    ...suites.flatMap((name) => {
      const cases = checked.filter(({ suite }) => suite === name)
      const skipped = cases.filter(({ status }) => status === 'skipped').length
      const sum = cases.reduce((total, one) => total + one.seconds, 0)
      const counts = { name, ...tally(cases), skipped: String(skipped), time: time(sum) }
      return [
        `  <testsuite${attributes({ ...counts, timestamp: startedAt.toISOString().slice(0, 19) })}>`,
        ...cases.map((one) => testCase(one, prefix)),
        '  </testsuite>',
      ]
    }),
    '</testsuites>',
    '',
  ].join('\n')
}

function tally(checked: readonly Checked[]): Readonly<Record<string, string>> {
  const number = (status: Checked['status']): string => String(checked.filter((one) => one.status === status).length)
  return { tests: String(checked.length), failures: number('fail'), errors: number('error') }
}

function testCase(one: Checked, prefix: string): string {
  const { name, id, at, seconds, status } = one
  const file = fileOf(one, prefix)
  const place = at === null || file === null ? {} : { file, line: String(at.line) }
  const head = `    <testcase${attributes({ name, classname: id, ...place, time: time(seconds) })}`
  return status === 'pass' ? `${head}/>` : `${head}>\n${outcome(one, file)}\n    </testcase>`
}

function outcome(one: Checked, file: string | null): string {
  const [first = ''] = one.message.split('\n')
  const said = attributes({ message: first, type: one.rule })
  switch (one.status) {
    case 'skipped':
      return `      <skipped>${text(one.message)}</skipped>`
    case 'warn':
      return `      <system-out>${text(`warning: ${body(one, file)}`)}</system-out>`
    case 'error':
      return `      <error${said}>${text(body(one, file))}</error>`
    default:
      return `      <failure${said}>${text(body(one, file))}</failure>`
  }
}

function body({ message, at, rows }: Checked, file: string | null): string {
  const place = at === null || file === null ? [] : [`${file}:${at.line}:${at.column}`]
  return [message, ...place, ...(rows === null ? [] : ['', rowsAsText(rows)])].join('\n')
}

function time(seconds: number): string {
  return seconds.toFixed(3)
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`)
    .join('')
}

/** As XML 1.0 may hold it: what it has no room for (most control characters, lone surrogates) becomes `�`. */
function text(value: string): string {
  return (
    value
      .replace(/\p{Cs}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  )
}
