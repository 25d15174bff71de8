{#
  Snapshot strategies: how a changed row is recognized. A strategy is a macro `snapshot_<name>_strategy`, called as
  (node, snapshotted_rel, current_rel, model_config, target_exists), where the second and third are the names that the
  old and new rows have in the query. It returns a mapping: unique_key, updated_at, row_changed and scd_id are SQL
  expressions, hard_deletes is `ignore`, `invalidate` or `new_record`. `model_config` is there because dbt still
  passes it.
#}

{# The strategy's macro by its name, which may have a package before it (`my_package.soft`). #}
{% macro strategy_dispatch(name) %}
  {% set namespace_of = context %}
  {% set package_name = none %}
  {% set plain_name = name %}
  {% if '.' in name %}
    {% set package_name, plain_name = name.split('.', 1) %}
    {% if package_name not in context %}
      {% do exceptions.raise_compiler_error("there is no package '" ~ package_name ~ "', which the snapshot strategy '" ~ name ~ "' names") %}
    {% endif %}
    {% set namespace_of = context[package_name] %}
  {% endif %}
  {% set macro_name = 'snapshot_' ~ plain_name ~ '_strategy' %}
  {% if macro_name not in namespace_of %}
    {% do exceptions.raise_compiler_error(
      "there is no snapshot strategy '" ~ name ~ "': no macro " ~ macro_name
      ~ (' in the package ' ~ package_name if package_name else '') ~ ". Built in are timestamp and check."
    ) %}
  {% endif %}
  {% do return(namespace_of[macro_name]) %}
{% endmacro %}


{#
  timestamp: a row changed if its `updated_at` is later than the validity of the newest version. It is compared with
  dbt's own column, since a snapshot that once used `check` has no older `updated_at`.
#}
{% macro snapshot_timestamp_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {% set unique_key = config.get('unique_key') %}
  {% set updated_at = config.get('updated_at') %}
  {% set hard_deletes = adapter.get_hard_deletes_behavior(config) %}
  {% set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() %}
  {% do return({
    'unique_key': unique_key,
    'updated_at': updated_at,
    'row_changed': '(' ~ snapshotted_rel ~ '.' ~ columns.dbt_valid_from ~ ' < ' ~ current_rel ~ '.' ~ updated_at ~ ')',
    'scd_id': snapshot_hash_arguments(api.Relation.scd_args(unique_key, updated_at)),
    'invalidate_hard_deletes': hard_deletes == 'invalidate',
    'hard_deletes': hard_deletes
  }) %}
{% endmacro %}


{#
  check: a row changed if one of `check_cols` (a list, or `all`) did; a null is a value like others. Its time is
  `updated_at` if given, else now. When the query has a column the snapshot has not, every row counts as changed.
#}
{% macro snapshot_check_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {% set unique_key = config.get('unique_key') %}
  {% set updated_at = config.get('updated_at') or snapshot_get_time() %}
  {% set hard_deletes = adapter.get_hard_deletes_behavior(config) %}
  {% set column_added, compared = snapshot_check_all_get_existing_columns(node, target_exists, config.get('check_cols')) %}
  {% set row_changed -%}
    (
    {% if column_added %}
      {{ get_true_sql() }}
    {% else %}
      {% for column in compared %}
        {% set old = snapshotted_rel ~ '.' ~ column %}
        {% set new = current_rel ~ '.' ~ column %}
        {{ old }} != {{ new }}
        or (
          (({{ old }} is null) and not ({{ new }} is null))
          or ((not {{ old }} is null) and ({{ new }} is null))
        )
        {{ 'or' if not loop.last }}
      {% endfor %}
    {% endif %}
    )
  {%- endset %}
  {% do return({
    'unique_key': unique_key,
    'updated_at': updated_at,
    'row_changed': row_changed,
    'scd_id': snapshot_hash_arguments(api.Relation.scd_args(unique_key, updated_at)),
    'invalidate_hard_deletes': hard_deletes == 'invalidate',
    'hard_deletes': hard_deletes
  }) %}
{% endmacro %}


{#
  For `check`: a tuple of whether the query has a column that the snapshot lacks, and the list of those to compare,
  quoted. The database is asked for their names, so that they compare in its own case.
#}
{% macro snapshot_check_all_get_existing_columns(node, target_exists, check_cols_config) %}
  {% if not target_exists %}
    {% do return((false, [])) %}
  {% endif %}
  {% set target = adapter.get_relation(database=node.database, schema=node.schema, identifier=node.alias) %}
  {% if check_cols_config == 'all' %}
    {% set wanted = get_columns_in_query(node['compiled_code']) %}
  {% elif check_cols_config is iterable and check_cols_config | length > 0 %}
    {# The line break before the closing parenthesis matters: the query may end in a comment. #}
    {% set narrowed %}
      select {{ check_cols_config | join(', ') }} from (
        {{ node['compiled_code'] }}
      ) subq
    {% endset %}
    {% set wanted = get_columns_in_query(narrowed) %}
  {% else %}
    {% do exceptions.raise_compiler_error("Invalid value for 'check_cols': " ~ check_cols_config) %}
  {% endif %}

  {% set present = adapter.get_columns_in_relation(target) | map(attribute='name') | list %}
  {% set compared = [] %}
  {% for column in wanted if column in present %}
    {% do compared.append(adapter.quote(column)) %}
  {% endfor %}
  {% do return((compared | length < wanted | length, compared)) %}
{% endmacro %}


{# The expression that identifies a version of a row: a hash over a list of expressions, nulls as empty texts. #}
{% macro snapshot_hash_arguments(args) -%}
  {{ adapter.dispatch('snapshot_hash_arguments', 'dbt')(args) }}
{%- endmacro %}

{% macro default__snapshot_hash_arguments(args) -%}
  md5(
  {%- for arg in args -%}
    coalesce(cast({{ arg }} as varchar ), '')
    {{ "|| '|' || " if not loop.last }}
  {%- endfor -%}
  )
{%- endmacro %}


{# The condition that always holds, as a text. #}
{% macro get_true_sql() %}
  {{ adapter.dispatch('get_true_sql', 'dbt')() }}
{% endmacro %}

{% macro default__get_true_sql() %}
  {% do return('TRUE') %}
{% endmacro %}
