{#
  refuse(me, problem, remedy)
  Stops with a compile error that names the macro, the node it was called in, what is wrong and what to write.

  `problem` and `remedy` are sentences without the final stop.
#}
{% macro refuse(me, problem, remedy) %}
  {%- set place = namespace(text='') -%}
  {%- if model is defined and model.name is defined -%}
    {%- set meta = (model.config.get('meta') or {}) if model.config is defined else {} -%}
    {%- set kind = (meta.get('assay') or {}).get('kind') or model.resource_type -%}
    {%- set place.text = ' in ' ~ (kind | replace('_', ' ')) ~ ' ' ~ model.name -%}
  {%- endif -%}
  {%- do exceptions.raise_compiler_error(me ~ place.text ~ ': ' ~ problem ~ '. ' ~ remedy ~ '.') -%}
{% endmacro %}
