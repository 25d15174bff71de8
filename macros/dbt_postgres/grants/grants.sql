{# The query for what the current role has granted to others on a relation: grantee, privilege_type; of a function, not what everybody may do. #}
{% macro postgres__get_show_grant_sql(relation) -%}
  {%- set object = relation_or_function(relation) %}
  {%- if object.startswith('function ') %}
  select pg_get_userbyid(acl.grantee) as grantee, acl.privilege_type
  from pg_proc, lateral aclexplode(proacl) as acl
  where pg_proc.oid = to_regprocedure('{{ object[9:] | replace("'", "''") }}')
    and acl.grantee not in (0, proowner)
  {%- else %}
  select grantee, privilege_type
  from {{ relation.information_schema('role_table_grants') }}
  where grantor = current_role
    and grantee != current_role
    and table_schema = '{{ relation.schema | string | replace("'", "''") }}'
    and table_name = '{{ relation.identifier | replace("'", "''") }}'
  {%- endif %}
{%- endmacro %}


{# A replaced relation is a new one, without grants. #}
{% macro postgres__copy_grants() %}
  {% do return(False) %}
{% endmacro %}
