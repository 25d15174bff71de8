{#
  no_lookahead(feature_times, spine_time=none, allow_exact_matches=true)

  A row fails when one of its features is newer than the moment it predicts at. Keep the time of each feature beside it
  (`columns=['score', 'known_at']`) to be able to ask. Null passes: a feature that is not there.

  feature_times         a column, or a list: when the features happened or became known. Default: the column the test
                        stands under
  spine_time            the prediction time. Default: the model's declared event_time, else `prediction_time`
  allow_exact_matches   false: the very moment of the prediction fails too

  Example:

      data_tests:
        - assay.no_lookahead:
            arguments: {feature_times: [score_known_at, last_payment_at]}
#}
{% test no_lookahead(model, feature_times=none, spine_time=none, allow_exact_matches=true, column_name=none) %}
{%- if execute -%}
  {%- set names = assay.name_list('no_lookahead', 'feature_times', feature_times if feature_times is not none else column_name) -%}
  {%- if not names -%}
    {%- do assay.refuse('no_lookahead', 'there are no feature times', 'Write feature_times: [score_known_at]') -%}
  {%- endif -%}
  {%- set time = spine_time if spine_time is not none else assay.declared('no_lookahead', model).event_time or 'prediction_time' -%}
  {%- set newest = names[0] if names | length == 1 else 'greatest(' ~ names | join(', ') ~ ')' -%}
select *
from {{ model }}
where {{ newest }} {{ '>' if allow_exact_matches else '>=' }} {{ time }}
{%- endif -%}
{% endtest %}
