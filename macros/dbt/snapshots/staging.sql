{#
  The query for what a run changes in a snapshot: the rows of its query as they are now, with `dbt_change_type`:
  `insert` for new versions, `update` and `delete` for old ones that end. The names snapshotted_data (versions true
  now) and source_data (the query's rows) are those that strategies are given. Columns must come in the same order in
  every part of the union.
#}
{% macro snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {{ adapter.dispatch('snapshot_staging_table', 'dbt')(strategy, source_sql, target_relation) }}
{%- endmacro %}

{% macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {%- set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() -%}
  {%- set key = strategy.unique_key -%}
  {%- set current_end = config.get('dbt_valid_to_current') -%}
  {%- set old_is_deleted = 'snapshotted_data.' ~ columns.dbt_is_deleted -%}

  {#- What hard_deletes asks for: `invalidate` ends the versions of rows that are gone, `new_record` adds a last one too. -#}
  {%- set adds_deletions = strategy.hard_deletes == 'new_record' -%}
  {%- set ends_deletions = adds_deletions or strategy.hard_deletes == 'invalidate' -%}

  {%- set same_key = unique_key_join_on(key, 'snapshotted_data', 'source_data') -%}
  {%- set is_new = unique_key_is_null(key, 'snapshotted_data') -%}
  {%- set is_known = unique_key_is_not_null(key, 'snapshotted_data') -%}
  {%- set is_gone = unique_key_is_null(key, 'source_data') -%}
  {%- set has_changed -%}
    {{ strategy.row_changed }} {% if adds_deletions %} or {{ old_is_deleted }} = 'True'{% endif %}
  {%- endset %}
  {%- set already_deleted -%}
    {{ old_is_deleted }} = 'True'
    and snapshotted_data.{{ columns.dbt_valid_to }} {{ '= ' ~ current_end if current_end else 'is null' }}
  {%- endset %}

  with snapshot_query as (
    {{ source_sql }}
  ),

  snapshotted_data as (
    select *, {{ unique_key_fields(key) }}
    from {{ target_relation }}
    where
      {%- if current_end %}
      ( {{ equals(columns.dbt_valid_to | trim, current_end | trim) }} or {{ columns.dbt_valid_to | trim }} is null )
      {%- else %}
      {{ columns.dbt_valid_to }} is null
      {%- endif %}
  ),

  insertions_source_data as (
    select *, {{ unique_key_fields(key) }},
      {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
      {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
      {{ get_dbt_valid_to_current(strategy, columns) }},
      {{ strategy.scd_id }} as {{ columns.dbt_scd_id }}
    from snapshot_query
  ),

  updates_source_data as (
    select *, {{ unique_key_fields(key) }},
      {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
      {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
      {{ strategy.updated_at }} as {{ columns.dbt_valid_to }}
    from snapshot_query
  ),

  {%- if ends_deletions %}
  deletes_source_data as (
    select *, {{ unique_key_fields(key) }}
    from snapshot_query
  ),
  {%- endif %}

  insertions as (
    select
      'insert' as dbt_change_type,
      source_data.*
      {%- if adds_deletions %}, 'False' as {{ columns.dbt_is_deleted }}{% endif %}
    from insertions_source_data as source_data
    left outer join snapshotted_data
      on {{ same_key }}
    where {{ is_new }}
      or ({{ is_known }} and ({{ has_changed }}))
  ),

  updates as (
    select
      'update' as dbt_change_type,
      source_data.*,
      snapshotted_data.{{ columns.dbt_scd_id }}
      {%- if adds_deletions %}, {{ old_is_deleted }}{% endif %}
    from updates_source_data as source_data
    join snapshotted_data
      on {{ same_key }}
    where ({{ has_changed }})
  )

  {%- if ends_deletions %}
  , deletes as (
    select
      'delete' as dbt_change_type,
      source_data.*,
      {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
      {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
      {{ snapshot_get_time() }} as {{ columns.dbt_valid_to }},
      snapshotted_data.{{ columns.dbt_scd_id }}
      {%- if adds_deletions %}, {{ old_is_deleted }}{% endif %}
    from snapshotted_data
    left join deletes_source_data as source_data
      on {{ same_key }}
    where {{ is_gone }}
      {%- if adds_deletions %} and not ({{ already_deleted }}){% endif %}
  )
  {%- endif %}

  {%- if adds_deletions %}
  {%- set old_columns = get_list_of_column_names(get_columns_in_relation(target_relation)) -%}
  , deletion_records as (
    select
      'insert' as dbt_change_type,
      {%- for name in get_columns_in_query(source_sql) %}
      {{ 'snapshotted_data' if name in old_columns else 'source_data' }}.{{ adapter.quote(name) }},
      {%- endfor %}
      {%- if key | is_list %}
      {%- for part in key %}
      snapshotted_data.{{ part }} as dbt_unique_key_{{ loop.index }},
      {%- endfor %}
      {%- else %}
      snapshotted_data.dbt_unique_key as dbt_unique_key,
      {%- endif %}
      {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
      {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
      snapshotted_data.{{ columns.dbt_valid_to }} as {{ columns.dbt_valid_to }},
      {{ snapshot_hash_arguments([columns.dbt_scd_id, snapshot_get_time()]) }} as {{ columns.dbt_scd_id }},
      'True' as {{ columns.dbt_is_deleted }}
    from snapshotted_data
    left join deletes_source_data as source_data
      on {{ same_key }}
    where {{ is_gone }}
      and not ({{ already_deleted }})
  )
  {%- endif %}

  select * from insertions
  union all
  select * from updates
  {%- if ends_deletions %}
  union all
  select * from deletes
  {%- endif %}
  {%- if adds_deletions %}
  union all
  select * from deletion_records
  {%- endif %}
{%- endmacro %}
