{#
  The materialization of data tests as a macro, for projects and packages that put something around it:
  `{% materialization test, default %}…{{ return(dbt.materialization_test_default()) }}{% endmaterialization %}`.
  The failing rows are kept where `store_failures` says so, and counted. Tests that nobody overrides do without it.
  https://docs.getdbt.com/reference/data-test-configs
#}
{% materialization test, default %}
  {% set failing_rows = get_limit_subquery_sql(sql, config.get('limit')) %}
  {% set header = config.get('sql_header') if flags.REQUIRE_SQL_HEADER_IN_TEST_CONFIGS else none %}
  {% set relations = [] %}

  {% if should_store_failures() %}
    {% set type = config.get('store_failures_as') or 'table' %}
    {% if type not in ['table', 'view'] %}
      {% do exceptions.raise_compiler_error(
        "store_failures_as must be 'ephemeral', 'table' or 'view', not '" ~ type ~ "'"
      ) %}
    {% endif %}
    {% set name = model['alias'] %}
    {% set known = adapter.get_relation(database=database, schema=schema, identifier=name) %}
    {% if known is not none %}
      {% do adapter.drop_relation(known) %}
    {% endif %}
    {% set kept = api.Relation.create(database=database, schema=schema, identifier=name, type=type) %}
    {% call statement(auto_begin=True) %}
      {{ header if header }}
      {{ get_create_sql(kept, failing_rows) }}
    {% endcall %}
    {% do relations.append(kept) %}
    {% do adapter.commit() %}
    {% set failing_rows = 'select * from ' ~ kept %}
  {% endif %}

  {% call statement('main', fetch_result=True) -%}
    {{ header if header }}
    {{ get_test_sql(failing_rows, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit=none) }}
  {%- endcall %}

  {{ return({'relations': relations}) }}
{% endmaterialization %}
