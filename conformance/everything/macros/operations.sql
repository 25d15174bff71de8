{# For run-operation: one that goes well and one that does not. #}
{% macro say(what) %}{{ log('saying ' ~ what, info=true) }}{% do run_query('select 1') %}{% endmacro %}
{% macro ask_nowhere() %}{% do run_query('select nowhere') %}{% endmacro %}
