{#
  Names of relations. The host calls these for every node and trims what they give; projects override them under their
  plain names.
#}

{#
  The schema of a node. `custom_schema_name` is its `schema` config or none; `node` is the node, or none for the
  target's own schema. The custom name comes after the target's, so that developers stay in their own schemas.
#}
{% macro generate_schema_name(custom_schema_name=none, node=none) %}
  {% do return(adapter.dispatch('generate_schema_name', 'dbt')(custom_schema_name, node)) %}
{% endmacro %}

{% macro default__generate_schema_name(custom_schema_name, node) -%}
  {{ target.schema }}{% if custom_schema_name is not none %}_{{ custom_schema_name | trim }}{% endif %}
{%- endmacro %}


{#
  The other policy, to be called from an override: in the target `prod` the custom name alone, elsewhere the target's.
#}
{% macro generate_schema_name_for_env(custom_schema_name, node) -%}
  {%- if custom_schema_name is not none and target.name == 'prod' -%}
    {{ custom_schema_name | trim }}
  {%- else -%}
    {{ target.schema }}
  {%- endif -%}
{%- endmacro %}
