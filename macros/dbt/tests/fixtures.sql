{#
  Rows of unit tests as queries. `rows` is a list of mappings from column to value; the mappings of columns are from
  lower-cased names, to types and to quoted names.
#}

{#
  An input: a select that stands for `this`. Columns a row leaves out are null. Types come from the relation in the
  database (or the one deferred to) unless `column_name_to_data_types` is given; the context's
  `fixture_column_names` then spells names that are not lower-case.
#}
{% macro get_fixture_sql(rows, column_name_to_data_types) %}
-- Fixture for {{ model.name }}
{%- set types = column_name_to_data_types or {} -%}
{%- set quoted = dict(fixture_column_names or {}) -%}
{%- if not types -%}
  {%- set relation = defer_relation if defer_relation and not load_relation(this) else this -%}
  {%- for column in adapter.get_columns_in_relation(relation) -%}
    {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- do quoted.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}
{%- endif -%}
{%- if not types -%}
  {%- do exceptions.raise_compiler_error(
    "Not able to get columns for unit test '" ~ model.name ~ "' from relation " ~ this ~ " because the relation doesn't exist"
  ) -%}
{%- endif -%}
{%- set nulls = {} -%}
{%- for name, type in types.items() -%}
  {%- do nulls.update({name: safe_cast('null', type) | trim}) -%}
{%- endfor %}

{{ validate_fixture_rows(rows, row_number) }}
{%- for row in rows or [{}] %}
{%- set values = nulls.copy() -%}
{%- do values.update(format_row(row, types)) %}
select
{%- for name, value in values.items() %}
  {{ value }} as {{ quoted.get(name, adapter.quote(name)) }}{{ ',' if not loop.last }}
{%- endfor %}
{{ 'union all' if not loop.last }}
{%- endfor %}
{{ 'limit 0' if not rows }}
{% endmacro %}


{#
  What is expected: a select of the rows, columns in the order of the first; without rows, an empty one with the
  model's own columns.
#}
{% macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) %}
{%- if not rows %}
select * from dbt_internal_unit_test_actual
limit 0
{%- endif %}
{%- for row in rows %}
{%- set values = format_row(row, column_name_to_data_types) -%}
{%- set names = rows[0] | map('lower') | list -%}
{%- if values.keys() | sort != names | sort -%}
  {%- do exceptions.raise_compiler_error(
    'Row ' ~ loop.index ~ ' of the expected output has the columns ' ~ (values.keys() | list)
    ~ ', but the first has ' ~ names ~ '. All rows must have the same.'
  ) -%}
{%- endif %}
select
{%- for name in names %}
  {{ values[name] }} as {{ column_name_to_quoted[name] }}{{ ',' if not loop.last }}
{%- endfor %}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}


{#
  A row with its names lower-cased and its values as SQL of the column's type. Texts are taken as literals, without the
  column's length, so that a long one fails instead of being cut; other values as they print.
#}
{% macro format_row(row, column_name_to_data_types) %}
  {% set formatted = {} %}
  {% for given_name, value in row.items() %}
    {% set name = given_name | lower %}
    {% if name not in column_name_to_data_types %}
      {% set fixture = 'expected output' if model.resource_type == 'unit_test' else "'" ~ model.name ~ "'" %}
      {% do exceptions.raise_compiler_error(
        "Invalid column name: '" ~ name ~ "' in unit test fixture for " ~ fixture ~ "."
        ~ "\nAccepted columns for " ~ fixture ~ " are: " ~ (column_name_to_data_types.keys() | list)
      ) %}
    {% endif %}
    {% set type = column_name_to_data_types[name] %}
    {% if value is string %}
      {% set type = type.split('(')[0] if 'varying' in type else type %}
      {% set literal = dbt.string_literal(dbt.escape_single_quotes(value)) %}
    {% else %}
      {% set literal = 'null' if value is none else value %}
    {% endif %}
    {% do formatted.update({name: safe_cast(literal, type)}) %}
  {% endfor %}
  {% do return(formatted) %}
{% endmacro %}


{# Called with an input's rows before they are used, for checks of a warehouse's own. Does nothing. #}
{% macro validate_fixture_rows(rows, row_number) %}
  {% do return(adapter.dispatch('validate_fixture_rows', 'dbt')(rows, row_number)) %}
{% endmacro %}

{% macro default__validate_fixture_rows(rows, row_number) %}
{%- endmacro %}
