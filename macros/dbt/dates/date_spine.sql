{#
  How many periods of `datepart` lie between two SQL moments, asked of the database while compiling; 1 while parsing,
  when nothing is asked.
#}
{% macro get_intervals_between(start_date, end_date, datepart) %}
  {% do return(adapter.dispatch('get_intervals_between', 'dbt')(start_date, end_date, datepart)) %}
{% endmacro %}

{% macro default__get_intervals_between(start_date, end_date, datepart) %}
  {% call statement('get_intervals_between', fetch_result=True) -%}
    select {{ dbt.datediff(start_date, end_date, datepart) }}
  {%- endcall %}
  {% set answer = load_result('get_intervals_between') %}
  {% if answer and answer['data'] %}
    {% do return(answer['data'][0][0]) %}
  {% endif %}
  {% do return(1) %}
{% endmacro %}


{#
  A select with one row for each `datepart` from `start_date` on, before or at `end_date`, in the column
  `date_<datepart>`. As in dbt, as many rows are made as there are periods between the two, so a last one that begins
  at `end_date` is not.
#}
{% macro date_spine(datepart, start_date, end_date) %}
  {% do return(adapter.dispatch('date_spine', 'dbt')(datepart, start_date, end_date)) %}
{% endmacro %}

{% macro default__date_spine(datepart, start_date, end_date) %}
  {%- set periods = dbt.get_intervals_between(start_date, end_date, datepart) %}
  {%- set column = 'date_' ~ datepart %}

  with rawdata as (
    {{ dbt.generate_series(periods) }}
  ),

  all_periods as (
    select (
      {{ dbt.dateadd(datepart, 'row_number() over (order by 1) - 1', start_date) }}
    ) as {{ column }}
    from rawdata
  ),

  filtered as (
    select *
    from all_periods
    where {{ column }} <= {{ end_date }}
  )

  select * from filtered
{% endmacro %}
