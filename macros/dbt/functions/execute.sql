{# Runs a function's statement as the node's own, then sets grants and comments and commits. #}
{% macro function_execute_build_sql(build_sql, existing_relation, target_relation) %}
  {% do return(adapter.dispatch('function_execute_build_sql', 'dbt')(build_sql, existing_relation, target_relation)) %}
{% endmacro %}

{% macro default__function_execute_build_sql(build_sql, existing_relation, target_relation) %}
  {% call statement(name='main') -%}
    {{ build_sql }}
  {%- endcall %}
  {# A function that is replaced keeps what was granted on it. #}
  {% set revoke = should_revoke(existing_relation, full_refresh_mode=False) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}
  {% do adapter.commit() %}
{% endmacro %}
