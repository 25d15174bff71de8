{#
  refuse(me, problem, remedy)
  Stops with a compile error that names the macro, the node it was called in, what is wrong and what to write.

  `problem` and `remedy` are sentences without the final stop.
#}
{% macro refuse(me, problem, remedy) %}
  {%- set place = namespace(text='') -%}
  {%- if model is defined and model.name is defined -%}
    {%- set place.text = ' in ' ~ model.resource_type ~ ' ' ~ model.name -%}
  {%- endif -%}
  {%- do exceptions.raise_compiler_error(me ~ place.text ~ ': ' ~ problem ~ '. ' ~ remedy ~ '.') -%}
{% endmacro %}
