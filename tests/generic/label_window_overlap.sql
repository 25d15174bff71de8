{#
  label_window_overlap(label_observed_at=none, label_window=none, spine_time=none, split='split', embargo='0 seconds')

  A row fails when its label was not yet known at the first prediction of a later split: whoever had trained then could not
  have had it. Splits are ordered by their first prediction. Rows without a split pass, and so do unknown labels.

  label_observed_at   the column that says when the label was known; or
  label_window        how long after the prediction that is: '6 months'
  spine_time          the prediction time. Default: the model's declared event_time, else `prediction_time`
  split               the column that says which split a row is in
  embargo             how much earlier than the later split the label must be known

  Example:

      data_tests:
        - assay.label_window_overlap:
            arguments: {label_window: 6 months, embargo: 7 days}
#}
{% test label_window_overlap(model, label_observed_at=none, label_window=none, spine_time=none, split='split', embargo='0 seconds') %}
{%- if execute -%}
  {%- set me = 'label_window_overlap' -%}
  {%- if (label_observed_at is none) == (label_window is none) -%}
    {%- do assay.refuse(me, 'it takes label_observed_at or label_window, one of them', "Write label_window: 6 months, or label_observed_at: observed_at") -%}
  {%- endif -%}
  {%- set time = spine_time if spine_time is not none else assay.declared(me, model).event_time or 'prediction_time' -%}
  {%- set known = label_observed_at if label_observed_at is not none else time ~ ' + ' ~ assay.duration(me, 'label_window', label_window).sql -%}
  {%- set apart = assay.duration(me, 'embargo', embargo) -%}
with predicted as (
    select *, {{ known }}{% if not assay.is_zero(apart) %} + {{ apart.sql }}{% endif %} as label_known_by
    from {{ model }}
    where {{ split }} is not null
),
begun as (
    select {{ split }} as later_split, min({{ time }}) as later_split_begins
    from predicted
    group by {{ split }}
),
next_one as (
    select earlier.later_split as split_of_row, min(later.later_split_begins) as later_split_begins
    from begun as earlier
    join begun as later on later.later_split_begins > earlier.later_split_begins
    group by earlier.later_split
)
select predicted.*, next_one.later_split_begins
from predicted
join next_one on next_one.split_of_row = predicted.{{ split }}
where predicted.label_known_by > next_one.later_split_begins
{%- endif -%}
{% endtest %}
