{#
  no_skew()

  Stands at a feature view. Computes the features of each row again, as training_set does, as of the row's
  `features_as_of`, and fails for each row of which one differs: online/offline skew. It is found where rows came late with
  an early knowledge time, were changed in place, or were deleted.

  Returns the row, and beside it `offline_<feature>`, what training would read.

  Example:

      feature_views:
        - name: applicant_features
          data_tests: [assay.no_skew]
#}
{% test no_skew(model) %}
{%- if execute -%}
  {%- set view = assay.declared_view('no_skew', model) -%}
  {%- do view.update({'wanted': none, 'prefix': 'offline_', 'entity': none}) -%}
  {%- set differs = [] -%}
  {%- for feature in view.features -%}
    {%- do differs.append(assay.quote_name(feature.name) ~ ' is distinct from ' ~ assay.quote_name('offline_' ~ feature.name)) -%}
  {%- endfor -%}
select *
from (
{{ assay.featured('no_skew', 'select * from ' ~ model, 'features_as_of', [view], []) }}
) as compared
where {{ differs | join('\n   or ') }}
{%- endif -%}
{% endtest %}
