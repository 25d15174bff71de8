{#
  not_after_month_end(ts_month_col, ts_label_col)

  A row fails when the label was observed after the last instant of the month that `ts_month_col` falls in (months of the
  session's time zone). A null on either side passes: ask for that with not_null.

  ts_month_col   a date or timestamp within the month
  ts_label_col   when the label was observed. Default: the column the test stands under

  Example:

      data_tests:
        - assay.not_after_month_end:
            arguments: {ts_month_col: as_of_month, ts_label_col: label_observed_at}
#}
{% test not_after_month_end(model, ts_month_col, ts_label_col=none, column_name=none) %}
{%- set label = ts_label_col if ts_label_col is not none else column_name -%}
{%- if execute and label is none -%}
  {%- do assay.refuse('not_after_month_end', 'there is no label time', 'Write ts_label_col: label_observed_at') -%}
{%- endif -%}
select *
from {{ model }}
where {{ label }} >= date_trunc('month', {{ ts_month_col }}) + interval '1 month'
{% endtest %}
