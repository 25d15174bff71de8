{#
  last_day; a quarter, which no interval literal can say, is three months. The SQL comment is dbt's: it ends up in
  compiled code.
#}
{% macro postgres__last_day(date, datepart) -%}
  {%- if datepart == 'quarter' -%}
  {%- set next_quarter = dbt.dateadd('month', '3', dbt.date_trunc(datepart, date)) -%}
  -- postgres dateadd does not support quarter interval.
  cast({{ dbt.dateadd('day', '-1', next_quarter) }} as date)
  {%- else -%}
  {{ dbt.default_last_day(date, datepart) }}
  {%- endif -%}
{%- endmacro %}
