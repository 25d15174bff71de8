{#
  The steps of the materialized_view materialization, for custom ones and for overrides: setup → get_build_sql →
  execute → teardown. They read `sql`, `config`, `model` and `pre_hooks` from the node they run for.
#}

{# Drops leftovers under both auxiliary names and runs the hooks that go before the transaction. #}
{% macro materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) %}
  {% set old_backup = load_cached_relation(backup_relation) %}
  {% set old_intermediate = load_cached_relation(intermediate_relation) %}
  {% do drop_relation_if_exists(old_backup) %}
  {% do drop_relation_if_exists(old_intermediate) %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
{% endmacro %}


{#
  Which statements are needed: create, replace, alter or refresh. The empty text means that nothing is to be done,
  although the config differs (`on_configuration_change: continue`).
#}
{% macro materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) %}
  {% if existing_relation is none %}
    {% do return(get_create_materialized_view_as_sql(target_relation, sql)) %}
  {% endif %}
  {% if should_full_refresh() or not existing_relation.is_materialized_view %}
    {% do return(get_replace_sql(existing_relation, target_relation, sql)) %}
  {% endif %}

  {% set policy = config.get('on_configuration_change') %}
  {% set changes = get_materialized_view_configuration_changes(existing_relation, config) %}
  {% if changes is none %}
    {% do return(refresh_materialized_view(target_relation)) %}
  {% elif policy == 'apply' %}
    {% do return(get_alter_materialized_view_as_sql(
      target_relation, changes, sql, existing_relation, backup_relation, intermediate_relation
    )) %}
  {% endif %}

  {% set found = 'Configuration changes were identified and `on_configuration_change` was set to `' ~ policy ~ '` for `'
    ~ target_relation.render() ~ '`' %}
  {% if policy == 'continue' %}
    {% do exceptions.warn(found) %}
    {% do return('') %}
  {% elif policy == 'fail' %}
    {% do exceptions.raise_fail_fast_error(found) %}
  {% endif %}
  {% do exceptions.raise_compiler_error('Unexpected configuration scenario') %}
{% endmacro %}


{# Records under `main` that the node was skipped. #}
{% macro materialized_view_execute_no_op(target_relation) %}
  {% do store_raw_result(name='main', message='skip ' ~ target_relation, code='skip', rows_affected='-1') %}
{% endmacro %}


{# Runs the statements in one transaction with the hooks inside it, grants and comments; commits. #}
{% macro materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) %}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% call statement(name='main') -%}
    {{ build_sql }}
  {%- endcall %}
  {% set revoke = should_revoke(existing_relation, full_refresh_mode=True) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do adapter.commit() %}
{% endmacro %}


{# Drops what is left under both auxiliary names and runs the hooks that go after the transaction. #}
{% macro materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) %}
  {% do drop_relation_if_exists(backup_relation) %}
  {% do drop_relation_if_exists(intermediate_relation) %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
{% endmacro %}
