{#
  single_feature_auc(column_name, label, max=0.95)

  Fails when one feature alone tells the label too well, which mostly means that it knows it: the area under its ROC curve,
  by ranks (Mann-Whitney, ties share their mean rank), is greater than `max` in one direction or the other. Missing
  values rank below all others, since a value that is missing for one class alone tells it as well. Rows without a label
  are left out; with labels of one class only there is nothing to rank, and the test fails with a null.

  label   the label's column: boolean, or 0 and 1
  max     from 0.5 to 1

  Example:

      columns:
        - name: credit_score
          data_tests:
            - assay.single_feature_auc:
                arguments: {label: defaulted, max: 0.9}
#}
{% test single_feature_auc(model, column_name, label, max=0.95) %}
{%- if execute and (max is not number or max is boolean or max < 0.5 or max > 1) -%}
  {%- do assay.refuse('single_feature_auc', 'max must lie between 0.5 and 1, not ' ~ max, 'Write max: 0.95') -%}
{%- endif -%}
with labelled as (
    select {{ column_name }} as feature, cast({{ label }} as integer) as label
    from {{ model }}
    where {{ label }} is not null
),
ranked as (
    select
        label,
        rank() over (order by feature nulls first) + (count(*) over (partition by feature) - 1) / 2.0 as place
    from labelled
),
counted as (
    select
        sum(place) filter (where label = 1) as places,
        cast(count(*) filter (where label = 1) as numeric) as positives,
        cast(count(*) filter (where label = 0) as numeric) as negatives
    from ranked
),
measured as (
    select
        (places - positives * (positives + 1) / 2) / nullif(positives * negatives, 0) as auc,
        positives,
        negatives
    from counted
)
select round(greatest(auc, 1 - auc), 4) as auc, positives, negatives
from measured
where positives + negatives > 0 and (auc is null or greatest(auc, 1 - auc) > {{ max }})
{% endtest %}
