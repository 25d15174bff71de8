import { diagnosticsOf } from '../../base/diagnostic.ts'
import { dataValue, relationValue } from '../../compile/node-scope.ts'
import type { FailingRows } from '../../resources/failing-rows.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { DataTest } from '../../resources/node.ts'
import { type RelationName, writeRelation } from '../../resources/relation.ts'
import { badTestResult } from '../errors.ts'
import { codeOf, type Done, type Job } from '../job.ts'
import { materializeByMacro } from '../materialize/custom.ts'
import { doneWith } from '../materialize/done.ts'
import { besideName } from '../publish/names.ts'
import { publish } from '../publish/publish.ts'
import type { AdapterResponse, NodeStatus } from '../result.ts'
import { firstFailingRows, type TraceTest } from './failing-rows.ts'

export interface TestOutcome extends Pick<Done, 'response'> {
  readonly status: Extract<NodeStatus, 'pass' | 'fail' | 'warn'>
  readonly failures: number
  readonly message: string | null
  readonly failingRows?: FailingRows
}

export interface DataTestOptions {
  readonly manifest: Manifest
  readonly warnIsError: boolean
  /** How many rows to keep of a test that does not pass. */
  readonly failingRows: number
  readonly traceTest?: TraceTest
}

/**
 * Counts what a data test selects and holds it against its thresholds. With `store_failures` the rows are kept first,
 * and counted there. https://docs.getdbt.com/reference/data-test-configs
 */
export async function runDataTest(job: Job<DataTest>, options: DataTestOptions): Promise<TestOutcome> {
  const counted = await count(job)
  const outcome = { ...judge(job.node, counted, options.warnIsError), response: counted.response }
  return outcome.status === 'pass' || options.failingRows === 0
    ? outcome
    : { ...outcome, ...(await showFailures(job, counted.rows, options)) }
}

/** The verdict stands without them: that they cannot be had is only said. */
async function showFailures(
  job: Job<DataTest>,
  sql: string,
  { manifest, failingRows: limit, traceTest }: DataTestOptions,
): Promise<Pick<TestOutcome, 'failingRows'>> {
  try {
    const shown = { manifest, limit, ...(traceTest === undefined ? {} : { traceTest }) }
    return { failingRows: await firstFailingRows(job, sql, shown) }
  } catch (error) {
    if (job.connection.isStopped) throw error
    job.notice(`no failing rows of '${job.node.name}' can be shown: ${diagnosticsOf(error)[0].message}`)
    return {}
  }
}

interface Counted extends Pick<Done, 'response'> {
  readonly failures: number
  readonly shouldWarn: boolean
  readonly shouldError: boolean
  /** SQL for the rows that were counted. */
  readonly rows: string
}

async function count(job: Job<DataTest>): Promise<Counted> {
  const { config } = job.node
  const own = job.state.compiler.library.materialization('test')
  if (own !== undefined) {
    const { response } = await materializeByMacro(job, own)
    return { ...readCounted(job, job.scope.mainRow(), response), rows: codeOf(job) }
  }
  // Before the rows are kept, so that no more than `limit` are.
  const failing =
    config.limit === null
      ? codeOf(job)
      : await job.scope.text('get_limit_subquery_sql', codeOf(job), dataValue(config.limit))
  const rows = config.store_failures === true ? await storeFailures(job, failing) : failing
  const sql = await job.scope.text(
    'get_test_sql',
    rows,
    config.fail_calc,
    config.warn_if,
    config.error_if,
    dataValue(null),
  )
  const result = await job.connection.last(`${headerOf(job)}${sql}`)
  const counted = result.rows.length === 1 ? (result.rows[0] ?? null) : null
  return { ...readCounted(job, counted, doneWith(result).response), rows }
}

/** PostgreSQL's text for the count and the two verdicts. */
export function readCounted(
  job: Pick<Job<DataTest>, 'node'>,
  row: readonly (string | null)[] | null,
  response: AdapterResponse | null,
): Omit<Counted, 'rows'> {
  if (row === null || row.length !== 3) throw badTestResult(job.node.name)
  const [failures, shouldWarn, shouldError] = row
  return { failures: Number(failures ?? 0), shouldWarn: isTrue(shouldWarn), shouldError: isTrue(shouldError), response }
}

function isTrue(text: string | null | undefined): boolean {
  return text === 't' || text === 'true' || text === '1'
}

/** Keeps the failing rows as a table or view; what to count then. */
async function storeFailures(job: Job<DataTest>, failing: string): Promise<string> {
  const { relation: live, config } = job.node
  const kind = config.store_failures_as === 'view' ? 'view' : 'table'
  const candidate: RelationName = { ...live, identifier: besideName(live.identifier ?? '', job.state.run, 'new') }
  await job.connection.transaction(async () => {
    const create =
      kind === 'view'
        ? await job.scope.text('create_view_as', relationValue(candidate, 'view'), failing)
        : await job.scope.text('create_table_as', false, relationValue(candidate, 'table'), failing)
    await job.connection.execute(`${headerOf(job)}${create}`)
    await publish(job, live, candidate, kind, true)
  })
  return `select * from ${writeRelation(live)}`
}

/** What goes before the statements of a test, where the project's flags let tests have it. */
function headerOf({ node: { config }, state }: Job<DataTest>): string {
  const header = config.sql_header
  if (typeof header !== 'string' || !state.compiler.behaves('require_sql_header_in_test_configs')) return ''
  return `${header}\n`
}

/** What its severity makes of what a test counted. */
export function judge(
  { config }: DataTest,
  { failures, shouldWarn, shouldError }: Pick<Counted, 'failures' | 'shouldWarn' | 'shouldError'>,
  warnIsError: boolean,
): Omit<TestOutcome, 'response'> {
  const results = `Got ${failures} result${failures === 1 ? '' : 's'}`
  if (config.severity.toLowerCase() === 'error' && shouldError) {
    return { status: 'fail', failures, message: `${results}, configured to fail if ${config.error_if}` }
  }
  if (!shouldWarn) return { status: 'pass', failures: 0, message: null }
  if (warnIsError) return { status: 'fail', failures, message: `${results}, configured to fail if ${config.warn_if}` }
  return { status: 'warn', failures, message: `${results}, configured to warn if ${config.warn_if}` }
}
