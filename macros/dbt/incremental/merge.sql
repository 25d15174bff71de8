{#
  A merge statement: rows that match on `unique_key` (a name or a list of names) and all predicates are updated, the
  others inserted; without a key nothing matches. `predicates` is an older name of the last argument.
#}
{% macro get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {{ adapter.dispatch('get_merge_sql', 'dbt')(
    target, source, unique_key, dest_columns, kwargs.get('predicates', incremental_predicates)
  ) }}
{%- endmacro %}

{% macro default__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- set conditions = [] if incremental_predicates is none else [] + incremental_predicates -%}
  {%- if not unique_key %}
    {%- do conditions.append('FALSE') -%}
  {%- elif unique_key is sequence and unique_key is not string and unique_key is not mapping %}
    {%- for key in unique_key %}
      {%- do conditions.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key) -%}
    {%- endfor %}
  {%- else %}
    {%- do conditions.append(get_merge_unique_key_match(
      ('DBT_INTERNAL_SOURCE.' ~ unique_key) | trim,
      ('DBT_INTERNAL_DEST.' ~ unique_key) | trim
    )) -%}
  {%- endif %}

  {%- set columns = get_quoted_csv(dest_columns | map(attribute='name')) -%}
  {%- set updated = get_merge_update_columns(
    config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns
  ) -%}
  {%- set sql_header = config.get('sql_header', none) -%}

  {{ sql_header if sql_header is not none }}
  merge into {{ target }} as DBT_INTERNAL_DEST
  using {{ source }} as DBT_INTERNAL_SOURCE
  on ({{ conditions | join(') and (') }})
  {%- if unique_key %}
  when matched then update set
    {%- for column in updated %}
    {{ column }} = DBT_INTERNAL_SOURCE.{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
  {%- endif %}
  when not matched then insert
    ({{ columns }})
  values
    ({{ columns }})
{%- endmacro %}


{# The condition that joins a single key's two columns in a merge. #}
{% macro get_merge_unique_key_match(source_unique_key, target_unique_key) %}
  {% do return(adapter.dispatch('get_merge_unique_key_match', 'dbt')(source_unique_key, target_unique_key)) %}
{% endmacro %}

{% macro default__get_merge_unique_key_match(source_unique_key, target_unique_key) %}
  {% do return(equals(source_unique_key, target_unique_key) | trim) %}
{% endmacro %}


{#
  The columns a merge updates, as a list of names ready for SQL: those of `merge_update_columns`, as written; or all but
  `merge_exclude_columns`, regardless of case; or all. Both at once is an error.
#}
{% macro get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
  {% do return(adapter.dispatch('get_merge_update_columns', 'dbt')(
    merge_update_columns, merge_exclude_columns, dest_columns
  )) %}
{% endmacro %}

{% macro default__get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
  {% if merge_update_columns and merge_exclude_columns %}
    {% do exceptions.raise_compiler_error(
      'Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config'
    ) %}
  {% elif merge_update_columns %}
    {% do return(merge_update_columns) %}
  {% endif %}
  {% set left_out = (merge_exclude_columns or []) | map('lower') | list %}
  {% set updated = [] %}
  {% for column in dest_columns if column.column | lower not in left_out %}
    {% do updated.append(column.quoted) %}
  {% endfor %}
  {% do return(updated) %}
{% endmacro %}


{#
  A merge statement that replaces what matches the predicates. Postgres has no `not matched by source` before 17; the
  text is dbt's, for projects that ask for it.
#}
{% macro get_insert_overwrite_merge_sql(target, source, dest_columns, predicates, include_sql_header=false) -%}
  {{ adapter.dispatch('get_insert_overwrite_merge_sql', 'dbt')(
    target, source, dest_columns, predicates, include_sql_header
  ) }}
{%- endmacro %}

{% macro default__get_insert_overwrite_merge_sql(target, source, dest_columns, predicates, include_sql_header) -%}
  {%- set columns = get_quoted_csv(dest_columns | map(attribute='name')) -%}
  {%- set sql_header = config.get('sql_header', none) -%}

  {{ sql_header if sql_header is not none and include_sql_header }}
  merge into {{ target }} as DBT_INTERNAL_DEST
  using {{ source }} as DBT_INTERNAL_SOURCE
  on FALSE
  when not matched by source
    {{ 'and ' ~ predicates | join(' and ') if predicates }}
    then delete
  when not matched then insert
    ({{ columns }})
  values
    ({{ columns }})
{%- endmacro %}
