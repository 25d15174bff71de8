{#
  A text as a SQL literal, between dollar quotes with a tag of their own: everything but that very tag may stand in it.
  Anything that is no text is an error.
#}
{% macro postgres_escape_comment(comment) -%}
  {%- set tag = '$dbt_comment_literal_block$' -%}
  {%- if comment is not string -%}
    {%- do exceptions.raise_compiler_error('cannot escape a non-string: ' ~ comment) -%}
  {%- elif tag in comment -%}
    {%- do exceptions.raise_compiler_error('The string ' ~ tag ~ ' is not allowed in comments.') -%}
  {%- endif -%}
  {{ tag }}{{ comment }}{{ tag }}
{%- endmacro %}


{# The statement that sets a relation's comment. #}
{% macro postgres__alter_relation_comment(relation, comment) %}
  {% set kind = 'materialized view' if relation.type == 'materialized_view' else relation.type %}
  {% set object = relation_or_function(relation) %}
  comment on {{ object if object.startswith('function ') else kind ~ ' ' ~ relation }} is {{ postgres_escape_comment(comment) }};
{% endmacro %}


{# The statements that set the comments of those columns that exist. #}
{% macro postgres__alter_column_comment(relation, column_dict) -%}
  {%- set present = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
  {%- for name, properties in column_dict.items() if name in present %}
    {%- set column = adapter.quote(name) if properties['quote'] else name -%}
    comment on column {{ relation }}.{{ column }} is {{ postgres_escape_comment(properties['description']) }};
  {%- endfor %}
{% endmacro %}
