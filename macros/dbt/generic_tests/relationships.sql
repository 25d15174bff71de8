{# Fails for every row of `model` whose `column_name`, not being null, is no value of `field` in the relation `to`. #}
{% test relationships(model, column_name, to, field) %}
  {% if not to or not field %}
    {% do exceptions.raise_compiler_error(
      "the test relationships needs 'to' and 'field': arguments: {to: ref('customers'), field: customer_id}"
    ) %}
  {% endif %}
  {% set sql_of = adapter.dispatch('test_relationships', 'dbt') %}
  {{ sql_of(model, column_name, to, field) }}
{% endtest %}

{% macro default__test_relationships(model, column_name, to, field) %}
with child as (
  select {{ column_name }} as from_field
  from {{ model }}
  where {{ column_name }} is not null
),

parent as (
  select {{ field }} as to_field
  from {{ to }}
)

select from_field
from child
left join parent
  on child.from_field = parent.to_field
where parent.to_field is null
{% endmacro %}
