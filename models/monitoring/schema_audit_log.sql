{{ config(materialized='incremental') }}

-- What the senders changed in their tables, noticed at the first build after it. That something changed without being
-- declared is found by the test columns_as_declared on the sources; this says what, and since when.
{{ schema_changes(
  [
    source('core_banking', 'loan_snapshots'),
    source('crm', 'applicant_attributes'),
    source('payment_provider', 'payments'),
    source('bank_feeds', 'financials'),
    source('web', 'clickstream'),
  ],
  noticed_at=as_of_time()
) }}
