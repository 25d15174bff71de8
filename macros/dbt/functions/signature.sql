{#
  How `grant` and `comment` call what is built: a relation by its name; while a function is built, the function with the
  types of its arguments, because there may be others of its name.
#}
{% macro relation_or_function(relation) -%}
  {%- if relation.type == 'function' and model is defined and model.resource_type == 'function' -%}
    function {{ relation.render() }}({{ model.arguments | map(attribute='data_type') | join(', ') }})
  {%- else -%}
    {{ relation.render() }}
  {%- endif -%}
{%- endmacro %}
