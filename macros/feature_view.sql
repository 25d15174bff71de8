{#
  feature_view(relation, keys, features)

  The online side of a feature view: for each entity of `relation`, its features as of now. The code of what
  `feature_views:` declares; training_set computes the same features as of the times of a spine.

  relation   the relation the features are read from; it declares its clocks
  keys       the columns that say whom a row is about
  features   a list, in the order of the columns, of
             {name, column, ttl}                        the value in the latest usable row, no older than `ttl`
             {name, function, column, window, where}    an aggregate over the usable rows of a window, as rolling_features
             {name, expression}                         SQL over the features before it, and `features_as_of`
             each may have `dtype`, which it is cast to, and `fill`, SQL that stands in for null

  Returns a select: the keys, `features_as_of`, then the features; one row for each entity of which something is known.
  Now is now(), or the moment that the variable `features_as_of` names, so that a build can be repeated.

  Example:

      {{ feature_view(ref('features_applicant'), keys=['applicant_id'], features=[
          {'name': 'income', 'column': 'income', 'ttl': '365 days'},
          {'name': 'paid_90_days', 'function': 'sum', 'column': 'amount', 'window': '90 days', 'fill': '0'}
      ]) }}
#}
{% macro feature_view(relation, keys, features) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set me = 'feature_view' -%}
  {%- set source = assay.history_of(me, 'the relation', relation) -%}
  {%- set clocks = assay.clocks(me, relation, {'event_time': none, 'knowledge_time': none, 'availability_delay': none, 'tie_break': none, 'event_key': none}) -%}
  {%- set moment = var('features_as_of', none) -%}
  {%- set now = 'now()' if moment is none else 'cast(' ~ assay.literal(moment) ~ ' as timestamptz)' -%}
  {%- set names = [] -%}
  {%- set conditions = [] -%}
  {%- for key in keys -%}
    {%- do names.append(assay.column_of('f', key)) -%}
    {%- do conditions.append(assay.column_of('f', key) ~ ' is not null') -%}
  {%- endfor -%}
  {%- if not clocks.static -%}
    {%- if not clocks.known_in_advance -%}
      {%- do conditions.append(assay.column_of('f', clocks.event_time) ~ ' <= ' ~ now) -%}
    {%- endif -%}
    {%- if clocks.delay is none or not assay.is_zero(clocks.delay) -%}
      {%- do conditions.append(assay.known('f', clocks, now)) -%}
    {%- endif -%}
  {%- endif -%}
  {%- set rows = 'select distinct ' ~ names | join(', ') ~ ', ' ~ now ~ ' as features_as_of from ' ~ source ~ ' as f where ' ~ conditions | join(' and ') -%}
  {%- set view = {'name': 'the feature view', 'relation': relation, 'keys': keys, 'features': features, 'wanted': none, 'prefix': '', 'entity': none} -%}
  {%- set origins = [['features_as_of', 'the moment of the features']] -%}
  {%- for key in keys -%}
    {%- do origins.append([key, 'the keys']) -%}
  {%- endfor -%}
  {{ return(assay.featured(me, rows, 'features_as_of', [view], origins)) }}
{% endmacro %}
