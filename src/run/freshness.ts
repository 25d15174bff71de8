/** How old the data of sources and models is. https://docs.getdbt.com/docs/build/sources#source-data-freshness */
import type { Diagnostic } from '../base/diagnostic.ts'
import { dataValue, relationValue, resultRows } from '../compile/node-scope.ts'
import type { Age, FreshnessThreshold } from '../resources/config.ts'
import { describeNode, describeSource } from '../resources/describe.ts'
import { type Ageing, ageingName, loadedBy, thresholdsOf } from '../resources/freshness.ts'
import type { UniqueId } from '../resources/ids.ts'
import { placeOf } from '../resources/node-place.ts'
import type { Connected } from './connected.ts'
import type { Connection } from './connection.ts'
import { noLoadedAt } from './errors.ts'
import { explainError } from './explain-failure.ts'
import { KnownRelations } from './known-relations.ts'
import { nodeDatabase } from './node-database.ts'
import { type AdapterResponse, responseTo } from './result.ts'
import type { RunOptions } from './run.ts'

export interface FreshnessResult {
  readonly id: UniqueId
  readonly status: 'pass' | 'warn' | 'error' | 'runtime error'
  readonly maxLoadedAt: string | null
  readonly snapshottedAt: string | null
  /** Seconds between the two. */
  readonly age: number | null
  readonly criteria: FreshnessThreshold
  readonly startedAt: Date
  readonly completedAt: Date
  readonly executionTime: number
  readonly threadId: string
  /** What the server said of the question; null where it refused it. */
  readonly response: AdapterResponse | null
  readonly diagnostics: readonly Diagnostic[]
}

export type FreshnessOptions = Pick<RunOptions, 'compiler' | 'warehouse' | 'now' | 'clock' | 'signal'>

/** Asks one source or model how fresh it is. Never throws: a query that fails is a result too. */
export async function checkFreshness(
  source: Ageing,
  threadId: string,
  options: FreshnessOptions,
  connected: Connected,
): Promise<FreshnessResult> {
  const { clock, now } = options
  const startedAt = clock()
  const begun = now()
  const criteria = thresholdsOf(source) ?? NOTHING
  const base = { id: source.id, criteria, startedAt, threadId }
  const end = (): { readonly completedAt: Date; readonly executionTime: number } => ({
    completedAt: clock(),
    executionTime: (now() - begun) / 1000,
  })
  try {
    const times = await connected(source.id, (connection) => ask(source, connection, threadId, options))
    const age = times.age
    return {
      ...base,
      ...end(),
      status: judge(age, criteria),
      maxLoadedAt: times.loadedAt,
      snapshottedAt: times.now,
      age,
      response: times.response,
      diagnostics: [],
    }
  } catch (error) {
    const owner = `${source.kind} '${ageingName(source)}'`
    const diagnostics = explainError(error, owner, placeOf(source), options.signal?.aborted === true)
    return {
      ...base,
      ...end(),
      status: 'runtime error',
      maxLoadedAt: null,
      snapshottedAt: null,
      age: null,
      response: null,
      diagnostics,
    }
  }
}

interface Times {
  readonly loadedAt: string | null
  readonly now: string | null
  readonly age: number
  readonly response: AdapterResponse
}

/** The newest load and the time now, as the server says; what has no rows is as old as can be. */
async function ask(
  source: Ageing,
  connection: Connection,
  threadId: string,
  options: FreshnessOptions,
): Promise<Times> {
  const database = nodeDatabase(connection, new KnownRelations(), options.warehouse.database)
  const more = {
    source_node: () => dataValue(source.kind === 'source' ? describeSource(source) : describeNode(source)),
  }
  const bench = { connection: database, threadId, more }
  const { compiler } = options
  const scope = source.kind === 'source' ? compiler.sourceScope(source, bench) : compiler.scope(source, bench, null)
  if (source.relation === null) throw new Error(`${source.id} has no rows of its own`)
  const relation = relationValue(source.relation, 'table')
  const { field: loadedAtField, query: loadedAtQuery } = loadedBy(source)
  const freshness = thresholdsOf(source)
  const name = ageingName(source)
  if (loadedAtField === null && loadedAtQuery === null) throw noLoadedAt(source.kind, name)
  const answer =
    loadedAtQuery === null
      ? await scope.call('collect_freshness', [relation, loadedAtField, dataValue(freshness?.filter ?? null)])
      : await scope.call('collect_freshness_custom_sql', [
          relation,
          // A template of its own: it may ask the warehouse, and knows the source as `this`, `source_node` and `model`.
          await scope.render(loadedAtQuery, `${source.originalPath} (loaded_at_query of ${name})`),
        ])
  const answered = resultRows(answer)
  const [loadedAt = null, now = null] = answered[0] ?? []
  const { rows } = await connection.query(COMPARE, [loadedAt, now])
  await connection.commit()
  const [loadedText = null, nowText = null, age = null] = rows[0] ?? []
  return {
    loadedAt: loadedText,
    now: nowText,
    age: age === null ? Number.POSITIVE_INFINITY : Number(age),
    response: responseTo({ command: 'SELECT', rowCount: answered.length }),
  }
}

/**
 * Both times in ISO form, and the seconds between them: PostgreSQL reckons, so that nothing is lost in JavaScript's
 * milliseconds. A time without a zone counts as UTC, as in dbt.
 */
const COMPARE = `
with texts (loaded_at, now) as (values ($1::text, $2::text)),
times as (
  select
    case when loaded_at ~ '[+-][0-9]{2}(:?[0-9]{2})*$' then loaded_at::timestamptz else loaded_at::timestamp at time zone 'UTC' end as loaded_at,
    case when now ~ '[+-][0-9]{2}(:?[0-9]{2})*$' then now::timestamptz else now::timestamp at time zone 'UTC' end as now
  from texts
)
select
  to_char(loaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  to_char(now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  extract(epoch from now - loaded_at)
from times`

const SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const

function judge(age: number, criteria: FreshnessThreshold): 'pass' | 'warn' | 'error' {
  if (exceeds(age, criteria.error_after)) return 'error'
  return exceeds(age, criteria.warn_after) ? 'warn' : 'pass'
}

function exceeds(age: number, limit: Age): boolean {
  return limit.count !== null && limit.period !== null && age > limit.count * SECONDS[limit.period]
}

const NOTHING: FreshnessThreshold = {
  warn_after: { count: null, period: null },
  error_after: { count: null, period: null },
  filter: null,
}
