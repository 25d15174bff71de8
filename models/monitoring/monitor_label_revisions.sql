-- Labels that would read differently today: what arrived, or was corrected, after they had closed. They are not
-- changed; a rising share says that they close too early.
with by_now as (
  select
    labels.loan_id,
    bool_or(snapshots.loan_id is not null) as is_default_by_now
  from {{ ref('label_loan_default') }} as labels
  left join {{ ref('fct_loan_snapshots') }} as snapshots
    on snapshots.loan_id = labels.loan_id
    and snapshots.days_past_due >= 30
    and snapshots.superseded_at is null
    and snapshots.snapshot_date < (labels.label_month + interval '1 month')::date
  group by labels.loan_id
)

select
  label_month,
  count(*) as labels,
  count(*) filter (where is_default) as defaults_at_close,
  count(*) filter (where is_default_by_now and not is_default) as learned_later,
  count(*) filter (where is_default and not is_default_by_now) as taken_back_later
from {{ ref('label_loan_default') }}
join by_now using (loan_id)
group by label_month
