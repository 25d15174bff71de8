/**
 * From a model that is materialized as a training set to a version of it:
 *
 *   inputs looked at → a version's name → (it is there: nothing to do) → a table, counted and checked → a row in the
 *   registry → the view of the set shows it
 *
 * All in one transaction that reads one state of the data (`repeatable read`), so that what was counted of the inputs is
 * what the version was made of, and a killed process leaves nothing half done.
 */
import { sha256 } from '../../base/digest.ts'
import type { Graph } from '../../graph/graph.ts'
import type { Model } from '../../resources/node.ts'
import { QUOTE_ALL, type RelationName, writeRelation } from '../../resources/relation.ts'
import { withHooks } from '../../run/hooks.ts'
import { codeOf, type Done, type Executor, type Job } from '../../run/job.ts'
import { liveOf } from '../../run/materialize/live.ts'
import { createIndexes } from '../../run/materialize/table.ts'
import { buildView } from '../../run/materialize/view.ts'
import { fitName } from '../../run/publish/names.ts'
import { noSuchColumns, splitColumnTaken } from '../errors.ts'
import { openRegistry } from '../registry/open-registry.ts'
import { readByView, register, tableExists, versionsOf } from '../registry/registry.ts'
import type { VersionEntry } from '../registry/version-entry.ts'
import { columnsOf } from '../scratch/relation-columns.ts'
import { asOfDate } from './as-of.ts'
import { codeHash } from './code-hash.ts'
import { countVersion } from './counts.ts'
import { type DescribedSet, describeSet } from './described-set.ts'
import { checkFilled } from './fill.ts'
import { type InputState, inputsHash, inputsOf, lookAtInputs } from './inputs.ts'
import { dayText, laySpans, momentText, type Span } from './spans.ts'
import { SPLIT, versionSql } from './version-sql.ts'

export interface TrainingOrders {
  readonly graph: Graph
  /** The project's vars, which code may depend on; plain data. */
  readonly vars: unknown
  /** The day of `--as-of`. */
  readonly asOf: Date | null
  readonly today: Date
  readonly invocationId: string
  /** Set where the models before it were rebuilt as of what was known then: where from, and what it is called. */
  readonly rewound: Rewound | null
  /** True where only a part of the rows is read (`--empty`, `--sample`): that is no training set. */
  readonly isPartial: boolean
  /** True where sessions may change from one transaction to the next: then nobody waits in line for the same set. */
  readonly isPooled: () => boolean
}

export interface Rewound {
  /** The moment of knowledge, as PostgreSQL reads it. */
  readonly asOfKnowledge: string
  /** The project as it is: code and views are those of its training set. */
  readonly graph: Graph
}

/** Builds training sets for `run`. */
export function trainingSetExecutor(orders: TrainingOrders): Executor {
  return async (job) => {
    const set = describeSet(orders.graph.manifest, job.node)
    const asOf = asOfDate(set, set.name, orders)
    const spans = set.splits === null ? [] : laySpans(set.name, set.splits, asOf)
    if (orders.isPartial) return tryOut(job, set, spans, asOf)
    const { connection } = job
    await openRegistry(connection)
    await connection.commit()
    const key = writeRelation({ ...liveOf(job.node), database: null })
    const waits = !orders.isPooled()
    // Of a session, since a statement that waits inside the transaction would begin its state of the data too early.
    if (waits) await waitInLine(job, key)
    try {
      return await withHooks(job, () => buildSet(job, orders, { set, spans, asOf }))
    } finally {
      if (waits)
        await connection
          .rollback()
          .then(() => connection.query(UNLOCK, [key]))
          .catch(() => undefined) // a lost session has no locks
    }
  }
}

async function waitInLine({ connection, notice, node }: Job, key: string): Promise<void> {
  if ((await connection.query(TRY_LOCK, [key])).rows[0]?.[0] === 't') return
  notice(`another run is building the training set '${node.name}'; waiting for it`)
  await connection.query(LOCK, [key])
}

const TRY_LOCK = "select pg_try_advisory_lock(hashtextextended('assay.training_set ' || $1, 0))"
const LOCK = "select pg_advisory_lock(hashtextextended('assay.training_set ' || $1, 0))"
const UNLOCK = "select pg_advisory_unlock(hashtextextended('assay.training_set ' || $1, 0))"

interface Laid {
  readonly set: DescribedSet
  readonly spans: readonly Span[]
  readonly asOf: Date
}

async function buildSet(job: Job<Model>, orders: TrainingOrders, { set, spans, asOf }: Laid): Promise<Done> {
  const { connection, node } = job
  // Hooks in the transaction may have begun its state of the data: then each statement has its own.
  if (!connection.isUnderWay) await connection.execute('set transaction isolation level repeatable read')
  const live = liveOf(node)
  const shown = { schema: live.schema ?? '', view: live.identifier ?? '' }
  const states = await lookAtInputs(connection, inputsOf(orders.graph, node))
  const hashes = {
    code: codeHash(orders.rewound?.graph ?? orders.graph, node, orders.vars),
    inputs: inputsHash(states),
  }
  const version = versionOf(job, orders, { set, spans, asOf }, hashes)
  const table: RelationName = {
    ...live,
    database: null,
    identifier: fitName(shown.view, `__${version}`),
    quoting: QUOTE_ALL,
  }
  const isThere =
    (await versionsOf(connection, shown)).some((entry) => entry.version === version) &&
    (await tableExists(connection, shown.schema, table.identifier ?? ''))
  if (!isThere) {
    const entry = await makeVersion(job, orders, { set, spans, asOf }, { version, table, hashes, states })
    await register(connection, entry)
    await showVersion(job, orders, table)
    const message = `version ${version}: ${entry.row_count} rows`
    return { message, response: { message, code: 'SELECT', rowsAffected: entry.row_count } }
  }
  if (!(await readByView(connection, shown)).includes(table.identifier ?? '')) await showVersion(job, orders, table)
  const message = `ALREADY BUILT version ${version}`
  return { message, response: { message, code: 'ALREADY BUILT', rowsAffected: null } }
}

interface Hashes {
  readonly code: string
  readonly inputs: string
}

/** Twelve hexadecimal digits: the same for the same code, inputs and days. */
function versionOf({ state }: Job, orders: TrainingOrders, { set, spans, asOf }: Laid, hashes: Hashes): string {
  const parts = [
    hashes.code,
    hashes.inputs,
    spans.map(({ name, start, end }) => [name, momentText(start), momentText(end)]),
    set.labelObservedAt === null ? null : dayText(asOf),
    orders.rewound?.asOfKnowledge ?? null,
    // Whoever asks for a full refresh wants it built, whatever the hashes can see.
    state.fullRefresh && orders.rewound === null ? orders.invocationId : null,
  ]
  return sha256(JSON.stringify(parts)).slice(0, 12)
}

interface Making {
  readonly version: string
  readonly table: RelationName
  readonly hashes: Hashes
  readonly states: readonly InputState[]
}

async function makeVersion(
  job: Job<Model>,
  orders: TrainingOrders,
  { set, spans, asOf }: Laid,
  { version, table, hashes, states }: Making,
): Promise<VersionEntry> {
  const { connection, node, state } = job
  const name = writeRelation(table)
  await createVersion(job, set, spans, asOf, table)
  state.known.add({ schema: table.schema ?? '', identifier: table.identifier ?? '', kind: 'table' })
  const columns = await columnsOf(connection, table)
  if (spans.length > 0) {
    const filled = { set, spans, asOf, table, code: codeOf(job) }
    for (const gap of await checkFilled(connection, filled)) job.warn(gap)
  }
  await createIndexes(job, table, 'table')
  await connection.execute(
    `create trigger assay_unchanged before insert or update or delete or truncate on ${name} for each statement execute function assay.refuse_change();\ncomment on table ${name} is 'Version ${version} of a training set; see assay.training_sets. Never changed.';\nanalyze ${name}`,
  )
  const counted = await countVersion(connection, set, table, columns, spans)
  const { rows } = await connection.query(
    'select pg_current_snapshot()::text, to_char(clock_timestamp() at time zone $1, $2)',
    ['UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'],
  )
  return {
    name: node.name,
    unique_id: node.id,
    version,
    schema_name: table.schema ?? '',
    view_name: liveOf(node).identifier ?? '',
    relation_name: table.identifier ?? '',
    code_hash: hashes.code,
    feature_version: set.featureVersion ?? hashes.code.slice(0, 12),
    inputs_hash: hashes.inputs,
    inputs: [...states],
    snapshot: rows[0]?.[0] ?? '',
    as_of: dayText(asOf),
    as_of_knowledge: orders.rewound?.asOfKnowledge ?? null,
    ...counted,
    columns: columns.map((column) => ({ name: column.name, type: column.type })),
    generated_at: rows[0]?.[1] ?? '',
    invocation_id: orders.invocationId,
    dropped_at: null,
    dropped_by: null,
  }
}

async function createVersion(
  job: Job<Model>,
  set: DescribedSet,
  spans: readonly Span[],
  asOf: Date,
  table: RelationName,
): Promise<void> {
  const { columns } = await job.connection.last(`select * from (\n${codeOf(job)}\n) as given limit 0`)
  checkColumns(
    set,
    columns.map(({ name }) => name),
  )
  const sql = await versionSql(job, set, codeOf(job), spans, asOf)
  await job.connection.execute(`create table ${writeRelation(table)} as (\n${sql}\n)`)
}

/** Throws where the rows lack a column that the set speaks of, or have the one that it adds. */
function checkColumns(set: DescribedSet, names: readonly string[]): void {
  const { splits, label, labelObservedAt, predictionTime } = set
  const spoken = [
    ...label,
    ...(labelObservedAt === null ? [] : [labelObservedAt]),
    ...(splits === null ? [] : [predictionTime, ...splits.group]),
  ]
  const lacking = [...new Set(spoken)].filter((name) => !names.includes(name))
  if (lacking.length > 0) throw noSuchColumns(set.name, lacking, names)
  if (splits !== null && names.includes(SPLIT)) throw splitColumnTaken(set.name, SPLIT)
}

/** The view of the set reads this version from now on. One that was rewound is looked at by its own name only. */
async function showVersion(job: Job<Model>, { rewound }: TrainingOrders, table: RelationName): Promise<void> {
  if (rewound !== null) return
  await buildView(job, `select * from ${writeRelation(table)}`, false)
}

/**
 * Of a part of the rows no version is made. Where nothing stands under the name of the set, a view of that part does, for
 * what reads it; else the SQL is only sent.
 */
async function tryOut(job: Job<Model>, set: DescribedSet, spans: readonly Span[], asOf: Date): Promise<Done> {
  const live = liveOf(job.node)
  const sql = await versionSql(job, set, codeOf(job), spans, asOf)
  await withHooks(job, async (last) => {
    if (job.state.known.kindOf(live.schema, live.identifier) === null) await buildView(job, sql, last)
    else await job.connection.execute(`select * from (\n${sql}\n) as tried limit 0`)
  })
  const message = 'NOT BUILT: only a part of the rows was read'
  return { message, response: { message, code: 'NOT BUILT', rowsAffected: null } }
}
