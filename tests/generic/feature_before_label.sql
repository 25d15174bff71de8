{#
  feature_before_label(ts_feature_col, ts_label_col, allow_equal=false)

  A row fails when a feature is not older than the label: its time is at or after the label's. Null passes: no feature,
  or no label yet.

  ts_feature_col   when the feature happened or became known. Default: the column the test stands under
  ts_label_col     the label's time
  allow_equal      true: the very moment of the label passes

  Example:

      data_tests:
        - assay.feature_before_label:
            arguments: {ts_feature_col: score_observed_at, ts_label_col: label_observed_at}
#}
{% test feature_before_label(model, ts_label_col, ts_feature_col=none, allow_equal=false, column_name=none) %}
{%- set feature = ts_feature_col if ts_feature_col is not none else column_name -%}
{%- if execute and feature is none -%}
  {%- do assay.refuse('feature_before_label', 'there is no feature time', 'Write ts_feature_col: observed_at') -%}
{%- endif -%}
select *
from {{ model }}
where {{ feature }} {{ '>' if allow_equal else '>=' }} {{ ts_label_col }}
{% endtest %}
