{#
  The unique key of a snapshot, one expression or a list. Within the snapshot's queries its value is called
  `dbt_unique_key`, or `dbt_unique_key_1`, `_2` … Each macro gives SQL text.
#}

{# The key's expressions under those names. #}
{% macro unique_key_fields(unique_key) -%}
  {%- if unique_key | is_list %}
    {%- for key in unique_key %}
      {{ key }} as dbt_unique_key_{{ loop.index }}{{ ' ,' if not loop.last }}
    {%- endfor %}
  {%- else %}
    {{ unique_key }} as dbt_unique_key
  {%- endif %}
{% endmacro %}


{# That two relations, by their names in the query, have the same key. #}
{% macro unique_key_join_on(unique_key, identifier, from_identifier) -%}
  {%- if unique_key | is_list %}
    {%- for key in unique_key %}
      {%- set column = 'dbt_unique_key_' ~ loop.index %}
      {{ equals((identifier ~ '.' ~ column) | trim, (from_identifier ~ '.' ~ column) | trim) }}
      {{ 'and' if not loop.last }}
    {%- endfor %}
  {%- else %}
    {{ identifier }}.dbt_unique_key = {{ from_identifier }}.dbt_unique_key
  {%- endif %}
{% endmacro %}


{# That an outer join found nothing: of a list, the first part stands for all. #}
{% macro unique_key_is_null(unique_key, identifier) %}
  {{ identifier }}.dbt_unique_key{{ '_1' if unique_key | is_list }} is null
{% endmacro %}


{# That it found something. #}
{% macro unique_key_is_not_null(unique_key, identifier) %}
  {{ identifier }}.dbt_unique_key{{ '_1' if unique_key | is_list }} is not null
{% endmacro %}
