{#
  training_set(spine, feature_views, spine_time=)

  For each row of the spine, the features of feature views as they were known at the row's time: the offline side of
  feature_view, computed the same way. The code of what `training_sets:` declares, and for models written by hand.

  spine           a relation or the name of a CTE: whom to predict for, when, and what came of it
  feature_views   a list of feature views, each ref('…') or {view: ref('…'), features, prefix, entity}
                    features   those wanted; left out: all
                    prefix     goes before the names of its columns
                    entity     {spine column: key}, where the spine calls a key otherwise
  spine_time      Default: the spine's declared `event_time`, else `prediction_time`

  Returns a select: every column of the spine, then the features in the order of views and features.

  Example:

      {{ training_set(ref('prediction_points'), [
          ref('applicant_features'),
          {'view': ref('applicant_features'), 'features': ['income'], 'entity': {'guarantor_id': 'applicant_id'}, 'prefix': 'guarantor_'}
      ]) }}
#}
{% macro training_set(spine, feature_views, spine_time=none) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set me = 'training_set' -%}
  {%- set rows = assay.spine_rows(me, spine) -%}
  {%- set time_column = assay.spine_clock(me, spine, spine_time) -%}
  {%- if not assay.is_list(feature_views) or not feature_views -%}
    {%- do assay.refuse(me, 'there are no feature views', "Write training_set(ref('…'), [ref('applicant_features')])") -%}
  {%- endif -%}
  {%- set views = [] -%}
  {%- set pairs = [] -%}
  {%- for one in feature_views -%}
    {%- set view = assay.training_view(me, one, loop.index) -%}
    {%- do views.append(view) -%}
    {%- do pairs.extend(assay.view_pairs(view)) -%}
  {%- endfor -%}
  {{ return(assay.featured(me, rows, time_column, views, assay.spine_outputs(me, spine, pairs, time_column))) }}
{% endmacro %}
