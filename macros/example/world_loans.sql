{#
  The loans: seven applicants in ten get one, some of the steadier ones a second. `unpaid_from` is the number of the
  first instalment that is never paid (null: all are), the one thing everybody wants to know beforehand.
#}
{% macro example_world_loans() %}
create temporary table world_loans as
with granted as (
  select
    applicants.*,
    'L' || substr(applicant_id, 2) || '-' || number as loan_id,
    case number
      when 1 then joined_on + {{ example_between('first loan after', 'applicant_id', 1, 12) }}
      else joined_on + {{ example_between('second loan after', 'applicant_id', 150, 400) }}
    end as disbursed_on
  from world_applicants as applicants
  cross join generate_series(1, 2) as number
  where case number
    when 1 then {{ example_uniform('first loan', 'applicant_id') }} < 0.72
    else {{ example_uniform('second loan', 'applicant_id') }} < 0.15 and risk < 0.5
  end
),
terms as (
  select
    granted.*,
    {{ example_moment('disbursed', 'loan_id', 'disbursed_on', 8, 17) }} as disbursed_at,
    {{ example_pick('product', 'loan_id', [['consumer', 45], ['personal', 35], ['car', 20]]) }} as product_code
  from granted
),
priced as (
  select
    terms.*,
    case product_code
      when 'consumer' then 6 * {{ example_between('term', 'loan_id', 1, 2) }}
      when 'personal' then 12 * {{ example_between('term', 'loan_id', 1, 3) }}
      else 12 * {{ example_between('term', 'loan_id', 2, 4) }}
    end as term_months,
    -- whole tens of the currency
    round((income * case product_code when 'consumer' then 1 when 'personal' then 3 else 5 end
      * (0.6 + 0.9 * {{ example_uniform('principal', 'loan_id') }}))::numeric, -1) as principal,
    round((0.049 + 0.08 * risk)::numeric, 4) as annual_rate,
    -- risk cubed: most loans are safe, a few are not
    case
      when {{ example_uniform('defaults', 'loan_id') }} < 0.03 + 0.75 * risk * risk * risk
        then {{ example_between('defaults at', 'loan_id', 1, 8) }}
    end as unpaid_from
  from terms
)
select
  priced.*,
  round(principal * (1 + annual_rate * term_months / 24) / term_months, 2) as instalment
from priced
-- the loans of the next weeks too, for what their applicants do before
where disbursed_on < date '{{ as_of_date() }}' + 60;
analyze world_loans;
{% endmacro %}
