{# Running SQL from Jinja. #}

{#
  A call block whose text is run as SQL (nothing happens while parsing). `name` keeps the result for load_result;
  `main` is the node's own statement and is also written below `target/run`. `fetch_result` brings the rows back,
  `auto_begin` opens a transaction first. `language` is there because dbt's has it; Postgres runs SQL alone.
#}
{% macro statement(name=None, fetch_result=False, auto_begin=True, language='sql') -%}
  {%- if execute -%}
    {%- set compiled_code = caller() -%}
    {%- if name == 'main' -%}
      {%- do log('Writing runtime {} for node "{}"'.format(language, model['unique_id'])) -%}
      {%- do write(compiled_code) -%}
    {%- endif -%}
    {%- if language != 'sql' -%}
      {%- do exceptions.raise_compiler_error("statement macro didn't get supported language") -%}
    {%- endif -%}
    {%- set res, table = adapter.execute(compiled_code, auto_begin=auto_begin, fetch=fetch_result) -%}
    {%- if name is not none -%}
      {%- do store_result(name, response=res, agate_table=table) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}


{#
  A call block whose text is only written down, for work done by other means (a seed's rows). The result stored under
  `name` is what the arguments say: `message`, `code`, `rows_affected`, and `res` as its table.
#}
{% macro noop_statement(name=None, message=None, code=None, rows_affected=None, res=None) -%}
  {%- set sql = caller() -%}
  {%- if name == 'main' -%}
    {%- do log('Writing runtime SQL for node "{}"'.format(model['unique_id'])) -%}
    {%- do write(sql) -%}
  {%- endif -%}
  {%- if name is not none -%}
    {%- do store_raw_result(name, message=message, code=code, rows_affected=rows_affected, agate_table=res) -%}
  {%- endif -%}
{%- endmacro %}


{# Runs SQL and returns its rows as an agate table; while parsing, none is stored and an undefined comes back. #}
{% macro run_query(sql) %}
  {% call statement('run_query_statement', fetch_result=true, auto_begin=false) -%}
    {{ sql }}
  {%- endcall %}
  {% do return(load_result('run_query_statement').table) %}
{% endmacro %}
