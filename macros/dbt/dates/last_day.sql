{# The last day, as a date, of the month, quarter, year … that `date` lies in. #}
{% macro last_day(date, datepart) %}
  {% do return(adapter.dispatch('last_day', 'dbt')(date, datepart)) %}
{% endmacro %}

{% macro default__last_day(date, datepart) -%}
  {{ dbt.default_last_day(date, datepart) }}
{%- endmacro %}

{# The generic way, under the name that adapters call: a day before the beginning of the next period. #}
{% macro default_last_day(date, datepart) -%}
  {%- set next_period = dbt.dateadd(datepart, '1', dbt.date_trunc(datepart, date)) -%}
  cast({{ dbt.dateadd('day', '-1', next_period) }} as date)
{%- endmacro %}
