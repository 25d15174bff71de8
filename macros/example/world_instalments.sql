{#
  What is due and what is paid. Most pay on the day or a little before; the risky are late more often; a few fall more
  than 30 days behind and recover; of the loans that default nothing comes from `unpaid_from` on.
#}
{% macro example_world_instalments() %}
create temporary table world_instalments as
with due as (
  select
    loan_id,
    loan_id || '-' || lpad(number::text, 2, '0') as instalment_id,
    number,
    risk,
    unpaid_from,
    (disbursed_on + number * interval '1 month')::date as due_on
  from world_loans
  cross join lateral generate_series(1, term_months) as number
  where disbursed_on + number * interval '1 month' < date '{{ as_of_date() }}' + 15
    and (unpaid_from is null or number <= unpaid_from)
)
select
  loan_id,
  instalment_id,
  number,
  due_on,
  case
    when number = unpaid_from then null
    when {{ example_uniform('far behind', 'instalment_id') }} < 0.012 * risk
      then due_on + {{ example_between('far behind by', 'instalment_id', 31, 55) }}
    when {{ example_uniform('late payer', 'instalment_id') }} < 0.02 + 0.3 * risk * risk
      then due_on + 1 + floor(26 * {{ example_uniform('late by', 'instalment_id') }} * {{ example_uniform('late by less', 'instalment_id') }})::int
    else due_on - {{ example_between('early by', 'instalment_id', 0, 2) }}
  end as paid_on
from due;
analyze world_instalments;
{% endmacro %}
