{#
  The materialization of snapshots. The first run makes the table; later ones put what is new, changed and gone into a
  staging table, bring the columns in line, and close and open rows with one merge: all in one transaction.
  https://docs.getdbt.com/docs/build/snapshots
#}
{% materialization snapshot, default %}
  {%- set strategy_name = config.get('strategy') -%}
  {%- set grant_config = config.get('grants') -%}
  {%- set exists, target_relation = get_or_create_relation(
        database=model.database, schema=model.schema, identifier=model.alias or model.name, type='table') -%}
  {%- if not target_relation.is_table -%}
    {% do exceptions.relation_wrong_type(target_relation, 'table') %}
  {%- endif -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% set strategy = strategy_dispatch(strategy_name)(model, 'snapshotted_data', 'source_data', model['config'], exists) %}
  {% if not exists %}
    {% set build_sql = build_snapshot_table(strategy, model['compiled_code']) %}
    {% set checked_sql = build_sql %}
    {% set final_sql = create_table_as(False, target_relation, build_sql) %}
  {% else %}
    {% set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() %}
    {% do adapter.assert_valid_snapshot_target_given_strategy(target_relation, columns, strategy) %}
    {% set checked_sql = snapshot_staging_table(strategy, sql, target_relation) %}
    {% set staging_table = build_snapshot_staging_table(strategy, sql, target_relation) %}
    {% do adapter.expand_target_column_types(from_relation=staging_table, to_relation=target_relation) %}
    {% set bookkeeping = ['dbt_change_type', 'DBT_CHANGE_TYPE', 'dbt_unique_key', 'DBT_UNIQUE_KEY'] %}
    {% if config.get('unique_key') is not string %}
      {% for key in config.get('unique_key') %}
        {% do bookkeeping.append('dbt_unique_key_' ~ loop.index) %}
        {% do bookkeeping.append('DBT_UNIQUE_KEY_' ~ loop.index) %}
      {% endfor %}
    {% endif %}
    {% set missing_columns = adapter.get_missing_columns(staging_table, target_relation) | rejectattr('name', 'in', bookkeeping) | list %}
    {% do create_columns(target_relation, missing_columns) %}
    {% set insert_columns = [] %}
    {% for column in adapter.get_columns_in_relation(staging_table) | rejectattr('name', 'in', bookkeeping) %}
      {% do insert_columns.append(adapter.quote(column.name)) %}
    {% endfor %}
    {% set final_sql = snapshot_merge_sql(target=target_relation, source=staging_table, insert_cols=insert_columns) %}
  {% endif %}

  {{ check_time_data_types(checked_sql) }}
  {% call statement('main') -%}{{ final_sql }}{%- endcall %}

  {% do apply_grants(target_relation, grant_config, should_revoke=should_revoke(exists, full_refresh_mode=False)) %}
  {% do persist_docs(target_relation, model) %}
  {% if not exists %}{% do create_indexes(target_relation) %}{% endif %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do adapter.commit() %}
  {% if staging_table is defined %}{% do post_snapshot(staging_table) %}{% endif %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
