{#
  Fails for every value of `column_name` outside the list `values`; nulls pass. `quote` puts each value between
  quotes, as it stands: as in dbt, one with a single quote in it must come with the quote doubled.
#}
{% test accepted_values(model, column_name, values, quote=True) %}
  {% if not values %}
    {% do exceptions.raise_compiler_error("the test accepted_values needs 'values', a list: arguments: {values: [a, b]}") %}
  {% endif %}
  {% set sql_of = adapter.dispatch('test_accepted_values', 'dbt') %}
  {{ sql_of(model, column_name, values, quote) }}
{% endtest %}

{% macro default__test_accepted_values(model, column_name, values, quote=True) %}
{%- set mark = "'" if quote else '' %}
with all_values as (
  select
    {{ column_name }} as value_field,
    count(*) as n_records
  from {{ model }}
  group by {{ column_name }}
)

select *
from all_values
where value_field not in (
  {% for value in values %}{{ mark }}{{ value }}{{ mark }}{{ ',' if not loop.last }}{% endfor %}
)
{% endmacro %}
