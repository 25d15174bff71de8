{#
  The people. What decides whether somebody will default (`risk`, 0 to 1) is two thirds visible in the data (how tight
  the money is, the kind of work) and one third theirs alone, so that a model can learn something but not everything.
#}
{% macro example_world_applicants(first_month) %}
create temporary table world_applicants as
with arrivals as (
  select
    'A' || to_char(month, 'YYMM') || '-' || lpad(number::text, 4, '0') as applicant_id,
    month::date as month
  -- three months past the as-of date: who applies then may be reading our pages now
  from generate_series(timestamp '{{ first_month }}', timestamp '{{ as_of_date() }}' + interval '3 months', interval '1 month') as month
  cross join generate_series(1, {{ var('example_applicants_per_month') }}) as number
),
people as (
  select
    applicant_id,
    month + {{ example_between('joined', 'applicant_id', 0, "extract(day from month + interval '1 month' - interval '1 day')::int - 1") }} as joined_on,
    {{ example_pick('region', 'applicant_id', [
      ['DE-N', 22], ['DE-S', 24], ['AT', 12], ['NL', 12], ['PL', 12], ['CZ', 8], ['CH', 6], ['SE', 4]]) }} as region_code,
    {{ example_pick('employment', 'applicant_id', [
      ['salaried', 62], ['self_employed', 15], ['student', 8], ['retired', 9], ['unemployed', 6]]) }} as employment_status,
    {{ example_between('household', 'applicant_id', 1, 5) }} as household_size,
    0.45 + 0.275 * ({{ example_uniform('expenses one', 'applicant_id') }} + {{ example_uniform('expenses two', 'applicant_id') }}) as expense_share,
    {{ example_uniform('temper', 'applicant_id') }} as temper
  from arrivals
),
paid as (
  select
    people.*,
    country.currency,
    -- monthly, net, in the applicant's own currency: 1,100 to 4,900 EUR's worth, less outside work
    round((country.per_eur * work.pay * (1100 + 3800 * {{ example_uniform('income', 'applicant_id') }}))::numeric, 0) as income,
    0.40 * temper + 0.30 * (expense_share - 0.45) / 0.55 + 0.30 * work.risk as risk
  from people
  join (values
    ('DE-N', 'EUR', 1.0), ('DE-S', 'EUR', 1.0), ('AT', 'EUR', 1.0), ('NL', 'EUR', 1.0),
    ('PL', 'PLN', 4.3), ('CZ', 'CZK', 25.0), ('CH', 'CHF', 0.95), ('SE', 'SEK', 11.3)
  ) as country (region_code, currency, per_eur) using (region_code)
  join (values
    ('salaried', 1.0, 0.15), ('self_employed', 1.1, 0.5), ('student', 0.5, 0.55), ('retired', 0.7, 0.2), ('unemployed', 0.45, 1.0)
  ) as work (employment_status, pay, risk) using (employment_status)
)
select * from paid;
analyze world_applicants;
{% endmacro %}
