{# The columns of a relation, as a list of api.Column; empty if it does not exist. #}
{% macro get_columns_in_relation(relation) %}
  {% do return(adapter.dispatch('get_columns_in_relation', 'dbt')(relation)) %}
{% endmacro %}

{% macro default__get_columns_in_relation(relation) %}
  {% do exceptions.raise_not_implemented('get_columns_in_relation macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}


{# Rows of (name, type, character length, precision, scale) as a list of api.Column. #}
{% macro sql_convert_columns_in_relation(table) %}
  {% set columns = [] %}
  {% for row in table %}
    {% do columns.append(api.Column(*row)) %}
  {% endfor %}
  {% do return(columns) %}
{% endmacro %}


{# The names of a list of columns. #}
{% macro get_list_of_column_names(columns) %}
  {% do return(columns | map(attribute='name') | list) %}
{% endmacro %}


{# A list of names, quoted and joined with commas. #}
{% macro get_quoted_csv(column_names) %}
  {% set quoted = [] %}
  {% for name in column_names %}
    {% do quoted.append(adapter.quote(name)) %}
  {% endfor %}
  {% do return(quoted | join(', ')) %}
{% endmacro %}
