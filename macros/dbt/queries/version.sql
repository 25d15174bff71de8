{# Whether the host reports dbt's second major version; packages ask to choose between spellings. #}
{% macro is_core_v2() %}
  {% do return(dbt_version.split('.')[0] | int == 2) %}
{% endmacro %}
