-- Two systems tell one story: what the payment provider settled (in the loan's currency) and what core banking says is
-- paid off differ by at most two instalments, which may be on their way. A wrong unit shows here as a factor of 100.
{{ config(severity='warn', warn_if='> 25') }}

with paid as (
  select loan_id, sum(amount) as settled
  from {{ ref('fct_payments') }} as payments
  where status = 'settled'
    and not exists (
      select from {{ ref('fct_payments') }} as later
      where later.payment_id = payments.payment_id and later.revision > payments.revision
    )
  group by loan_id
),

standing as (
  select distinct on (loan_id) loan_id, term_months, outstanding_share, principal, annual_rate
  from {{ ref('fct_loan_snapshots') }}
  where superseded_at is null
  order by loan_id, snapshot_date desc
),

compared as (
  select
    loan_id,
    settled,
    principal * (1 + annual_rate * term_months / 24) / term_months as instalment,
    (1 - outstanding_share) * term_months as instalments_paid
  from standing
  join paid using (loan_id)
)

select *, settled / instalment as instalments_settled
from compared
where abs(settled / instalment - instalments_paid) > 2
