{# The query for what the current role has granted to others on a relation: grantee, privilege_type. #}
{% macro postgres__get_show_grant_sql(relation) -%}
  select grantee, privilege_type
  from {{ relation.information_schema('role_table_grants') }}
  where grantor = current_role
    and grantee != current_role
    and table_schema = '{{ relation.schema | string | replace("'", "''") }}'
    and table_name = '{{ relation.identifier | replace("'", "''") }}'
{%- endmacro %}


{# A replaced relation is a new one, without grants. #}
{% macro postgres__copy_grants() %}
  {% do return(False) %}
{% endmacro %}
