{# What a materialization asks its config and the command line. #}

{# A call block whose text goes before the node's own SQL; `config` is the template's. #}
{% macro set_sql_header(config) -%}
  {%- do config.set('sql_header', caller()) -%}
{%- endmacro %}


{# Whether to rebuild from nothing: the `full_refresh` config, where it is set, wins over `--full-refresh`. #}
{% macro should_full_refresh() %}
  {% set wanted = config.get('full_refresh') %}
  {% do return(flags.FULL_REFRESH if wanted is none else wanted) %}
{% endmacro %}


{# Whether failing rows are kept: the `store_failures` config, where it is set, wins over `--store-failures`. #}
{% macro should_store_failures() %}
  {% set wanted = config.get('store_failures') %}
  {% do return(flags.STORE_FAILURES if wanted is none else wanted) %}
{% endmacro %}
