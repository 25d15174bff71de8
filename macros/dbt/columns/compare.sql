{# Two lists of api.Column compared, for on_schema_change. #}

{# The columns of the first list that the second has none of the same name for. #}
{% macro diff_columns(source_columns, target_columns) %}
  {% set names = target_columns | map(attribute='column') | list %}
  {% do return(source_columns | rejectattr('name', 'in', names) | list) %}
{% endmacro %}


{# {column_name, new_type} for each column that both have with another type, and which the target's cannot hold. #}
{% macro diff_column_data_types(source_columns, target_columns) %}
  {% do return(adapter.dispatch('diff_column_data_types', 'dbt')(source_columns, target_columns)) %}
{% endmacro %}

{% macro default__diff_column_data_types(source_columns, target_columns) %}
  {% set changes = [] %}
  {% for column in source_columns %}
    {% set there = target_columns | selectattr('name', 'equalto', column.name) | list | first %}
    {% if there
      and column.expanded_data_type != there.expanded_data_type
      and not column.can_expand_to(other_column=there) %}
      {% do changes.append({'column_name': there.name, 'new_type': column.expanded_data_type}) %}
    {% endif %}
  {% endfor %}
  {% do return(changes) %}
{% endmacro %}
