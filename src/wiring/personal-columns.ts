/** What the columns of a failing test hold, found out by column lineage when one is to be shown. */
import { NO_DATABASE } from '../compile/no-database.ts'
import type { CatalogRelation } from '../lineage/catalog.ts'
import type { Traceable } from '../lineage/lineage.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model, Snapshot } from '../resources/node.ts'
import { isPersonal } from '../resources/personal.ts'
import type { Connection } from '../run/connection.ts'
import type { RunState } from '../run/job.ts'
import { nodeDatabase } from '../run/node-database.ts'
import type { HeldColumns, TraceTest } from '../run/test/failing-rows.ts'

/**
 * Compiles what lies between a test and personal columns, and traces its columns through that. A template that asks the
 * database something is not compiled again: of what is made of it, nothing is known.
 */
export function testTracer(manifest: Manifest, database: string, deferral: Deferral | null): TraceTest {
  const isNear = nearness(manifest)
  const compiled = new Map<UniqueId, Promise<Traceable>>()
  return async ({ node: test, compiled: own, connection, state }, columns): Promise<HeldColumns> => {
    if (own === null || !test.dependsOn.nodes.some(isNear)) return new Map()
    const { traceLineage } = await import('../lineage/lineage.ts')
    const { columnsHolding } = await import('../lineage/personal-columns.ts')
    const between = [...upstream(test.dependsOn.nodes, manifest, isNear)].flatMap((id) => manifest.nodes.get(id) ?? [])
    const models = between.filter((node): node is Model | Snapshot => node.kind === 'model' || node.kind === 'snapshot')
    const traceables: Traceable[] = []
    for (const model of models) {
      const known = compiled.get(model.id) ?? compileAgain(model, connection, state, database, manifest)
      compiled.set(model.id, known)
      traceables.push(await known)
    }
    const inlined = new Map(own.ctes.map(({ id }) => [cteName(id, manifest), id]))
    const query = {
      sql: own.code.text,
      dependsOn: [...test.dependsOn.nodes, ...inlined.values()],
      inlined,
      snapshot: null,
    }
    const read = new Set([...test.dependsOn.nodes, ...models.flatMap((model) => model.dependsOn.nodes)])
    const relations = await storedColumns(connection, read, manifest, deferral)
    const selected = { id: test.id, schema: '', name: '', columns }
    const lineage = await traceLineage([...traceables, { id: test.id, name: test.name, query }], {
      relations: [...relations, selected],
      searchPath: ['public'],
    })
    const holds = columnsHolding({ lineage, manifest, isNear: (id) => id === test.id || isNear(id) })
    return new Map(columns.map((column) => [column, holds(test.id, column)]))
  }
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
  connection: Connection,
  { compiler, known }: RunState,
  database: string,
  manifest: Manifest,
): Promise<Traceable> {
  const asked = { ...nodeDatabase(connection, known, database), execute: NO_DATABASE.execute }
  try {
    const { code, ctes } = await compiler.compile(node, { connection: asked, threadId: 'Thread-1' })
    const inlined = new Map(ctes.map(({ id }) => [cteName(id, manifest), id]))
    const dependsOn = [...node.dependsOn.nodes, ...inlined.values()]
    return { id: node.id, name: node.name, query: { sql: code.text, dependsOn, inlined, snapshot: null } }
  } catch {
    // It was compiled before, and told of then; here nothing is known of its columns.
    const query = { sql: null, dependsOn: node.dependsOn.nodes, inlined: new Map(), snapshot: null }
    return { id: node.id, name: node.name, query }
  }
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
