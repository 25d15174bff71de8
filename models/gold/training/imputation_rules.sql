{{ config(materialized='incremental', indexes=[{'columns': ['feature', 'rule_version'], 'unique': true}]) }}

-- What stands in for an unknown feature. Fitted on the rows that train, and on nothing that judges; a rule that comes out
-- otherwise gets the next version, so that a model in service can be told by which rules it was trained.
{{ fit_imputation(
  ref('fct_training_view'),
  where="split = 'train'",
  rules=[
    {'column': 'applicant_stated_income_eur', 'method': 'median'},
    {'column': 'loan_days_past_due', 'method': 'constant', 'value': 0},
    {'column': 'loan_outstanding_share', 'method': 'constant', 'value': 1},
    {'column': 'statement_income_eur', 'method': 'median'},
    {'column': 'statement_expense_share', 'method': 'median'},
    {'column': 'statement_overdraft_days', 'method': 'median'},
    {'column': 'instalment_income_share', 'method': 'median'},
    {'column': 'click_seconds_90_days', 'method': 'constant', 'value': 0},
    {'column': 'income_eur_180_days', 'method': 'median'},
    {'column': 'income_variation_180_days', 'method': 'median'},
    {'column': 'overdraft_days_90_days', 'method': 'mean'},
    {'column': 'applicant_employment_status', 'method': 'mode'},
  ],
  fitted_at=as_of_time()
) }}
