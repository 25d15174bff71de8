{# A seed's rows. #}

{# What stands for a bound value in an insert. #}
{% macro get_binding_char() -%}
  {{ adapter.dispatch('get_binding_char', 'dbt')() }}
{%- endmacro %}

{% macro default__get_binding_char() %}
  {% do return('%s') %}
{% endmacro %}


{# How many rows go into one statement. #}
{% macro get_batch_size() %}
  {% do return(adapter.dispatch('get_batch_size', 'dbt')()) %}
{% endmacro %}

{% macro default__get_batch_size() %}
  {% do return(10000) %}
{% endmacro %}


{# Column names joined with commas, quoted as the seed's `quote_columns` config says. #}
{% macro get_seed_column_quoted_csv(model, column_names) %}
  {% set quote = model['config'].get('quote_columns', None) %}
  {% set names = [] %}
  {% for name in column_names %}
    {% do names.append(adapter.quote_seed_column(name, quote)) %}
  {% endfor %}
  {% do return(names | join(', ')) %}
{% endmacro %}


{# Inserts all rows into `this`, values bound, in batches. Returns the first statement. #}
{% macro load_csv_rows(model, agate_table) %}
  {{ adapter.dispatch('load_csv_rows', 'dbt')(model, agate_table) }}
{% endmacro %}

{% macro default__load_csv_rows(model, agate_table) %}
  {% set columns = get_seed_column_quoted_csv(model, agate_table.column_names) %}
  {% set marks = [] %}
  {% for name in agate_table.column_names %}
    {% do marks.append(get_binding_char()) %}
  {% endfor %}
  {% set row_marks = '(' ~ marks | join(',') ~ ')' %}

  {% set statements = [] %}
  {% for rows in agate_table.rows | batch(get_batch_size()) %}
    {% set values = [] %}
    {% for row in rows %}
      {% do values.extend(row) %}
    {% endfor %}
    {% set sql %}
      insert into {{ this.render() }} ({{ columns }}) values
      {% for row in rows %}{{ row_marks }}{{ ',' if not loop.last }}{% endfor %}
    {% endset %}
    {% do adapter.add_query(sql, bindings=values, abridge_sql_log=True) %}
    {% if loop.first %}
      {% do statements.append(sql) %}
    {% endif %}
  {% endfor %}
  {% do return(statements[0]) %}
{% endmacro %}
