{# The relation name of a node: its `alias` config if given, else its name, with `_v<version>` if it has versions. #}
{% macro generate_alias_name(custom_alias_name=none, node=none) %}
  {% do return(adapter.dispatch('generate_alias_name', 'dbt')(custom_alias_name, node)) %}
{% endmacro %}

{% macro default__generate_alias_name(custom_alias_name=none, node=none) -%}
  {%- if custom_alias_name -%}
    {{ custom_alias_name | trim }}
  {%- elif node.version -%}
    {% do return(node.name ~ '_v' ~ (node.version | replace('.', '_'))) %}
  {%- else -%}
    {{ node.name }}
  {%- endif -%}
{%- endmacro %}


{#
  The name of the view that stands for a model's latest version: the configured alias, else the name without a
  version.
#}
{% macro generate_latest_version_pointer_alias(custom_alias_name=none, node=none) %}
  {% do return(adapter.dispatch('generate_latest_version_pointer_alias', 'dbt')(custom_alias_name, node)) %}
{% endmacro %}

{% macro default__generate_latest_version_pointer_alias(custom_alias_name=none, node=none) -%}
  {{ custom_alias_name | trim if custom_alias_name else node.name }}
{%- endmacro %}
