import type { JsonObject } from '../../base/json.ts'
import { RelationValue } from '../../context/relation-value.ts'
import { renderTemplate } from '../../jinja/rendering.ts'
import { callValue } from '../../jinja/values/call.ts'
import { Dict, NO_KWARGS, type Value } from '../../jinja/values/value.ts'
import { describeNode } from '../../resources/describe.ts'
import type { Model, Seed, Snapshot } from '../../resources/node.ts'
import type { Bench } from '../compiler.ts'
import { type Cte, injectCtes } from '../ctes.ts'
import { joinMapped, mapped } from '../mapped-text.ts'
import { type ColumnFinder, emptySelect, type KnownColumns, type Standing, type TypedColumn } from './input-columns.ts'
import { cteName, relationOf, scopeOf } from './scopes.ts'
import type { UnitTestHost } from './unit-test-host.ts'

/** Finds the columns of a seed that is not in the database. */
export type SeedColumns = (seed: Seed) => Promise<readonly TypedColumn[] | null>

/** Asks the database on the test's own connection; what fails there is undone, and counts as not known. */
export function columnFinder(host: UnitTestHost, bench: Bench, ofSeed: SeedColumns): ColumnFinder {
  const { connection } = bench
  return {
    ofSeed,
    async isStored(standing) {
      const { relation } = standing
      if (host.deferred(standing) !== null) return true
      if (relation === null || relation.schema === null || relation.identifier === null) return false
      const { schema, identifier } = relation
      // The information schema, which fixtures are typed by, knows nothing of materialized views.
      return (await connection.relations(schema)).some(
        ({ parts }) => parts.identifier === identifier && parts.type !== 'materialized_view',
      )
    },
    parentsOf: ({ dependsOn }) => dependsOn.nodes.flatMap((id) => host.byId(id) ?? []),
    async describe(resource, parents) {
      if ([...parents.values()].includes(null)) return null
      await connection.execute('savepoint assay_describing', true)
      try {
        const columns = await describeQuery(host, resource, parents, bench)
        await connection.execute('release savepoint assay_describing', true)
        return resource.kind === 'snapshot' ? [...columns, ...snapshotColumns(resource)] : columns
      } catch {
        // Whatever keeps a parent from being described, others know columns too: YAML, and the rows themselves.
        await connection.execute('rollback to savepoint assay_describing', true)
        return null
      }
    },
  }
}

/** The columns of a model's query, read over what of its parents is in the database and stand-ins for the rest. */
async function describeQuery(
  host: UnitTestHost,
  resource: Model | Snapshot,
  parents: ReadonlyMap<string, KnownColumns>,
  bench: Bench,
): Promise<readonly TypedColumn[]> {
  const ctes = new Map<string, Cte>()
  const read = (parent: Standing): Value => {
    const known = parents.get(parent.id)
    if (known === 'stored') return host.deferred(parent) ?? relationOf(parent)
    if (known === undefined || known === null) throw new Error(`the columns of ${parent.id} are not known`)
    const name = cteName(parent)
    ctes.set(parent.id, {
      id: parent.id,
      code: joinMapped([` __dbt__cte__${name} as (\n${emptySelect(known.columns)}\n)`]),
    })
    return RelationValue.cte(name)
  }
  const scope = scopeOf(host, bench, {
    packageName: resource.package,
    fqn: resource.fqn,
    owner: host.ownerOf(resource),
    config: resource.config as unknown as JsonObject,
    describe: () => describeNode(resource),
    self: relationOf(resource),
    database: resource.database,
    schema: resource.schema,
    ref: (ref) => read(host.refTarget(ref, resource.package)),
    source: (ref) => read(host.sourceTarget(ref, resource.package)),
  })
  const { text, segments } = await renderTemplate(resource.template, scope)
  const { file, source } = resource.template
  const sql = injectCtes(mapped(text, segments, file, source), [...ctes.values()]).text
  const macro = scope.macroIn('assay', 'described_columns')
  if (macro === undefined) throw new Error('the macro described_columns comes with Assay')
  const answer = await callValue(macro, [sql], NO_KWARGS)
  return (Array.isArray(answer) ? answer : []).flatMap((column) =>
    column instanceof Dict ? [{ name: String(column.get('name')), type: String(column.get('type')) }] : [],
  )
}

/** What a snapshot adds to its query's columns. */
function snapshotColumns({ config }: Snapshot): readonly TypedColumn[] {
  const names = config.snapshot_meta_column_names
  const named = (name: string, type: string): TypedColumn => ({ name: names[name] ?? name, type })
  return [
    named('dbt_scd_id', 'text'),
    named('dbt_updated_at', 'timestamp without time zone'),
    named('dbt_valid_from', 'timestamp without time zone'),
    named('dbt_valid_to', 'timestamp without time zone'),
    ...(config.hard_deletes === 'new_record' ? [named('dbt_is_deleted', 'text')] : []),
  ]
}
