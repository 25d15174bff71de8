import type { Json, JsonObject } from '../base/json.ts'
import type { Location } from '../base/position.ts'
import { type Checked, isFault, type ReportFacts } from './checked.ts'
import { rowsAsText } from './rows-text.ts'

/**
 * SARIF 2.1.0, as GitHub's code scanning and editors read it: what is wrong, by rule, with its place in the repository.
 * What passed is not in it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ title, version, startedAt, completedAt, checked, prefix, home }: ReportFacts): JsonObject {
  const all = checked.filter(isFault)
  const faults = all.length <= MOST_RESULTS ? all : all.toSorted(worstFirst).slice(0, MOST_RESULTS)
  const rules = [...new Set(faults.map(({ rule }) => rule))].sort()
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Assay', semanticVersion: version, rules: rules.map(describeRule) } },
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: startedAt.toISOString(),
            endTimeUtc: completedAt.toISOString(),
            ...(all.length === faults.length ? {} : leftOut(all.length - faults.length)),
          },
        ],
        // Of one upload GitHub takes one run of each category: that of `build` is another than that of `gate`.
        automationDetails: { id: `${title.replaceAll(' ', '-')}/` },
        originalUriBaseIds: { SRCROOT: { description: { text: 'the root of the repository' } } },
        columnKind: 'utf16CodeUnits',
        results: faults.map((one) => describeFault(one, rules, { file: home, line: 1, column: 1 }, prefix)),
      },
    ],
  }
}

/** GitHub shows so many, and refuses files with five times as many. */
const MOST_RESULTS = 5000

function worstFirst(one: Checked, other: Checked): number {
  return Number(one.status === 'warn') - Number(other.status === 'warn')
}

function leftOut(number: number): JsonObject {
  const text = `${number} more are left out: code scanning shows ${MOST_RESULTS}`
  return { toolExecutionNotifications: [{ level: 'note', message: { text } }] }
}

function describeRule(id: string): Json {
  const [kind = '', name] = id.split('/')
  const text = RULES[kind] ?? `${kind}s go as they should`
  const described = name === undefined ? text : `${text}: ${name}`
  return {
    id,
    name: id.replace(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: described },
    fullDescription: { text: `It is asked that ${described}.` },
    help: { text: HELP[kind] ?? 'The message says what is wrong, and its place where.' },
  }
}

const RULES: Readonly<Record<string, string>> = {
  'data-test': 'a data test finds no rows',
  'unit-test': 'a model gives the rows a unit test expects',
  gate: 'a gate holds',
}

const HELP: Readonly<Record<string, string>> = {
  'data-test':
    'Below the message stand the first rows it found; assay show --select, with its name, shows all of them.',
  'unit-test': 'The message says where the rows of the model are other than those that were expected.',
  gate: 'assay gate prints what was wanted and what was got; gates: in the project file says what is asked.',
}

/** GitHub takes no result without a place: one that has none is put where the project begins. */
function describeFault(one: Checked, rules: readonly string[], home: Location, prefix: string): JsonObject {
  const at = one.at ?? home
  const shown = one.rows === null ? '' : `\n\n${rowsAsText(one.rows)}`
  return {
    ruleId: one.rule,
    ruleIndex: rules.indexOf(one.rule),
    level: one.status === 'warn' ? 'warning' : 'error',
    message: { text: `${one.name}: ${one.message === '' ? one.status : one.message}${shown}` },
    // Tells the same fault of two runs.
    partialFingerprints: { 'assay/v1': one.id },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: address(`${prefix}${at.file}`), uriBaseId: 'SRCROOT' },
          region: { startLine: at.line, startColumn: at.column },
        },
      },
    ],
  }
}

function address(file: string): string {
  return file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}
