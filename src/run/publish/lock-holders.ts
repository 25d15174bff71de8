import type { RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'

const HOLDERS = `
select 'process ' || locks.pid || coalesce(', ' || nullif(activity.application_name, ''), '') || coalesce(', ' || activity.usename, '') ||
  coalesce(', ' || activity.state || ' since ' || date_trunc('second', activity.state_change), '')
from pg_locks locks
left join pg_stat_activity activity on activity.pid = locks.pid
where locks.granted and locks.pid <> pg_backend_pid() and locks.database = (select oid from pg_database where datname = current_database())
  and locks.relation = (
    select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1::name and c.relname = $2
  )
group by locks.pid, activity.application_name, activity.usename, activity.state, activity.state_change
order by locks.pid`

/** Who holds locks on a relation, in words: `process 4711, psql, analyst, idle in transaction since …`. */
export async function lockHolders(
  connection: Connection,
  { schema, identifier }: RelationName,
): Promise<readonly string[]> {
  const { rows } = await connection.query(HOLDERS, [schema, identifier])
  return rows.map(([holder]) => holder ?? '')
}
