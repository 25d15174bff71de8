import type { Connection } from '../connection.ts'
import { type Dependant, dependantName } from './dependants.ts'

/**
 * What `drop` and `create` of a view would lose, as statements that bring it back: owner, grants (of columns too),
 * comments, indexes, column defaults, triggers and rules.
 */
const KEEPSAKES = `
select statement from (
  select 1 as place, format('alter %s %s owner to %I', case relkind when 'm' then 'materialized view' else 'view' end, oid::regclass, pg_get_userbyid(relowner)) as statement
  from pg_class where oid = $1::oid
  union all
  select 2, pg_get_indexdef(indexrelid) from pg_index where indrelid = $1::oid
  union all
  select 3, format('grant %s on table %s to %s%s', acl.privilege_type, c.oid::regclass,
    case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end, case when acl.is_grantable then ' with grant option' else '' end)
  from pg_class c, lateral aclexplode(c.relacl) acl where c.oid = $1::oid and acl.grantee <> c.relowner
  union all
  select 4, format('grant %s (%I) on table %s to %s%s', acl.privilege_type, a.attname, a.attrelid::regclass,
    case acl.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee)) end, case when acl.is_grantable then ' with grant option' else '' end)
  from pg_attribute a, lateral aclexplode(a.attacl) acl where a.attrelid = $1::oid and not a.attisdropped
  union all
  select 5, format('comment on %s %s is %L', case c.relkind when 'm' then 'materialized view' else 'view' end, c.oid::regclass, d.description)
  from pg_description d join pg_class c on c.oid = d.objoid where d.classoid = 'pg_class'::regclass and d.objoid = $1::oid and d.objsubid = 0
  union all
  select 6, format('comment on column %s.%I is %L', a.attrelid::regclass, a.attname, d.description)
  from pg_description d join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid
  where d.classoid = 'pg_class'::regclass and d.objoid = $1::oid and d.objsubid > 0
  union all
  select 7, format('alter view %s alter column %I set default %s', a.attrelid::regclass, a.attname, pg_get_expr(f.adbin, f.adrelid))
  from pg_attrdef f join pg_attribute a on a.attrelid = f.adrelid and a.attnum = f.adnum where f.adrelid = $1::oid
  union all
  select 8, pg_get_ruledef(oid) from pg_rewrite where ev_class = $1::oid and rulename <> '_RETURN'
  union all
  select 9, pg_get_triggerdef(oid) from pg_trigger where tgrelid = $1::oid and not tgisinternal
) statements
order by place, statement`

/** The statements that make `dependant` again after it was dropped, in order. Read before the drop. */
export async function readKeepsake(connection: Connection, dependant: Dependant): Promise<readonly string[]> {
  const { rows } = await connection.query(KEEPSAKES, [dependant.oid])
  const name = dependantName(dependant)
  const create =
    dependant.kind === 'view'
      ? `create view ${name}${dependant.options} as ${dependant.definition}`
      : `create materialized view ${name}${dependant.options} as ${dependant.definition}${dependant.populated ? '' : ' with no data'}`
  return [create, ...rows.map(([statement]) => statement ?? '')]
}
