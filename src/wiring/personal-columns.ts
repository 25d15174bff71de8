/** What the columns of a failing test hold, found out by column lineage when one is to be shown. */
import type { CompiledNode } from '../compile/compiler.ts'
import { NO_DATABASE } from '../compile/no-database.ts'
import type { CatalogRelation } from '../lineage/catalog.ts'
import type { Lineage, Traceable, TraceableQuery } from '../lineage/lineage.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model, Snapshot } from '../resources/node.ts'
import { isPersonal } from '../resources/personal.ts'
import type { Connection } from '../run/connection.ts'
import type { RunState } from '../run/job.ts'
import { nodeDatabase } from '../run/node-database.ts'
import type { HeldColumns, TraceTest } from '../run/test/failing-rows.ts'

/** What lies between some relations and personal columns: it is the same for all tests of these relations. */
interface Between {
  /** All that is read on the way. */
  readonly relations: readonly CatalogRelation[]
  readonly lineage: Lineage
}

/**
 * Compiles what lies between a test and personal columns, and traces its columns through that. A template that asks the
 * database something is not compiled again: of what is made of it, nothing is known.
 */
export function testTracer(manifest: Manifest, database: string, deferral: Deferral | null): TraceTest {
  const isNear = nearness(manifest)
  const known = new Map<string, Promise<Between>>()
  return async ({ node: test, compiled, connection, state }, columns): Promise<HeldColumns> => {
    const reads = test.dependsOn.nodes
    if (compiled === null || !reads.some(isNear)) return new Map()
    const key = JSON.stringify(reads.toSorted())
    const found = known.get(key) ?? traceBetween(reads, { manifest, isNear, database, deferral, connection, state })
    known.set(key, found)
    const { relations, lineage: above } = await found.catch((error: unknown) => {
      known.delete(key) // another test may have more luck with the database
      throw error
    })
    const { traceLineage } = await import('../lineage/lineage.ts')
    const { columnsHolding } = await import('../lineage/personal-columns.ts')
    const catalog = {
      relations: [...relations, { id: test.id, schema: '', name: '', columns }],
      searchPath: SEARCH_PATH,
    }
    const own = await traceLineage(
      [{ id: test.id, name: test.name, query: queryOf(test, compiled, manifest) }],
      catalog,
    )
    const lineage = new Map([...above, ...own])
    const holds = columnsHolding({ lineage, manifest, isNear: (id) => id === test.id || isNear(id) })
    return new Map(columns.map((column) => [column, holds(test.id, column)]))
  }
}

/** Compiled SQL names schemas; a test that somebody wrote by hand may not. */
const SEARCH_PATH = ['public']

interface Surroundings {
  readonly manifest: Manifest
  readonly isNear: (id: UniqueId) => boolean
  readonly database: string
  readonly deferral: Deferral | null
  readonly connection: Connection
  readonly state: RunState
}

async function traceBetween(reads: readonly UniqueId[], around: Surroundings): Promise<Between> {
  const { manifest, isNear, deferral, connection } = around
  const { traceLineage } = await import('../lineage/lineage.ts')
  const near = [...upstream(reads, manifest, isNear)].flatMap((id) => manifest.nodes.get(id) ?? [])
  const models = near.filter((node): node is Model | Snapshot => node.kind === 'model' || node.kind === 'snapshot')
  const traceables: Traceable[] = []
  for (const model of models) traceables.push(await compileAgain(model, around))
  const all = new Set([...reads, ...models.flatMap((model) => model.dependsOn.nodes)])
  const stored = await storedColumns(connection, all, manifest, deferral)
  const lineage = await traceLineage(traceables, { relations: stored, searchPath: SEARCH_PATH })
  const relations = stored.map((one) => {
    const traced = one.id === null ? undefined : lineage.get(one.id)
    return one.columns === null && traced?.isComplete
      ? { ...one, columns: traced.columns.map(({ name }) => name) }
      : one
  })
  return { relations, lineage }
}

/** Whether a relation, or one that it is made of, has personal columns. */
function nearness({ nodes, sources }: Manifest): (id: UniqueId) => boolean {
  const known = new Map<UniqueId, boolean>()
  const isNear = (id: UniqueId): boolean => {
    const found = known.get(id)
    if (found !== undefined) return found
    known.set(id, false)
    const node = nodes.get(id)
    const { columns } = node ?? sources.get(id) ?? { columns: new Map() }
    const near = [...columns.values()].some(isPersonal) || (node?.dependsOn.nodes ?? []).some(isNear)
    known.set(id, near)
    return near
  }
  return isNear
}

/** Those of these, and of what they are made of, that are near. */
function upstream(
  ids: readonly UniqueId[],
  { nodes }: Manifest,
  isNear: (id: UniqueId) => boolean,
): ReadonlySet<UniqueId> {
  const found = new Set(ids.filter(isNear))
  for (const id of found) for (const next of nodes.get(id)?.dependsOn.nodes ?? []) if (isNear(next)) found.add(next)
  return found
}

async function compileAgain(
  node: Model | Snapshot,
  { connection, state, database, manifest }: Surroundings,
): Promise<Traceable> {
  const asked = { ...nodeDatabase(connection, state.known, database), execute: NO_DATABASE.execute }
  const { id, name } = node
  try {
    const compiled = await state.compiler.compile(node, { connection: asked, threadId: 'Thread-1' })
    return { id, name, query: queryOf(node, compiled, manifest) }
  } catch {
    // It was compiled before, and told of then; here nothing is known of its columns.
    return { id, name, query: { sql: null, dependsOn: node.dependsOn.nodes, inlined: new Map(), snapshot: null } }
  }
}

function queryOf(
  { dependsOn }: Pick<Model, 'dependsOn'>,
  { code, ctes }: CompiledNode,
  manifest: Manifest,
): TraceableQuery {
  const inlined = new Map(ctes.map(({ id }) => [cteName(id, manifest), id]))
  return { sql: code.text, dependsOn: [...dependsOn.nodes, ...inlined.values()], inlined, snapshot: null }
}

function cteName(id: UniqueId, { nodes }: Manifest): string {
  const node = nodes.get(id)
  return `__dbt__cte__${node?.kind === 'model' ? node.alias : ''}`
}

const COLUMNS = `
select wanted.schema, wanted.name, a.attname
from jsonb_to_recordset($1::jsonb) as wanted (schema text, name text)
join pg_namespace n on n.nspname = wanted.schema
join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
order by 1, 2, a.attnum`

/** The relations of these resources, with the columns that the database has of them. */
async function storedColumns(
  connection: Connection,
  ids: ReadonlySet<UniqueId>,
  { nodes, sources }: Manifest,
  deferral: Deferral | null,
): Promise<readonly CatalogRelation[]> {
  const wanted = [...ids].flatMap((id) => {
    const node = nodes.get(id)
    const relation = sources.get(id)?.relation ?? (node !== undefined && 'relation' in node ? node.relation : null)
    // Which of the two a ref leads to, its SQL says.
    return [relation, deferral?.relations.get(id)].flatMap((one) =>
      one?.schema && one.identifier ? [{ id, schema: one.schema, name: one.identifier }] : [],
    )
  })
  const { rows } = await connection.query(COLUMNS, [JSON.stringify(wanted)])
  const columns = new Map<string, string[]>()
  for (const [schema, name, column] of rows) {
    const key = JSON.stringify([schema, name])
    columns.set(key, [...(columns.get(key) ?? []), column ?? ''])
  }
  return wanted.map((one) => ({ ...one, columns: columns.get(JSON.stringify([one.schema, one.name])) ?? null }))
}
