-- The last account statement, as ratios.
select
  statement_id,
  applicant_id,
  income_eur,
  round(expenses_eur / nullif(income_eur, 0), 4) as expense_share,
  closing_balance_eur,
  overdraft_days,
  overdraft_days_missing,
  event_time,
  known_at
from {{ ref('fct_financial_statements') }}
