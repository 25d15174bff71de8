{# The columns a snapshot has besides those of its query. #}

{# Their names, by what they mean; the `snapshot_meta_column_names` config changes them. #}
{% macro get_snapshot_table_column_names() %}
  {% do return({
    'dbt_valid_to': 'dbt_valid_to',
    'dbt_valid_from': 'dbt_valid_from',
    'dbt_scd_id': 'dbt_scd_id',
    'dbt_updated_at': 'dbt_updated_at',
    'dbt_is_deleted': 'dbt_is_deleted'
  }) %}
{% endmacro %}


{#
  `dbt_valid_to` of a row that is true now: the `dbt_valid_to_current` config, or null. Written so that it gets the
  type of the strategy's `updated_at`.
#}
{% macro get_dbt_valid_to_current(strategy, columns) %}
  coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ config.get('dbt_valid_to_current') or 'null' }})
  as {{ columns.dbt_valid_to }}
{% endmacro %}


{# Adds columns that the query has gained, a list of api.Column, to the snapshot. #}
{% macro create_columns(relation, columns) %}
  {{ adapter.dispatch('create_columns', 'dbt')(relation, columns) }}
{% endmacro %}

{% macro default__create_columns(relation, columns) %}
  {% for column in columns %}
    {% call statement() -%}
      alter table {{ relation.render() }} add column {{ adapter.quote(column.name) }} {{ column.expanded_data_type }};
    {%- endcall %}
  {% endfor %}
{% endmacro %}
