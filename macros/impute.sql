{#
  impute(column, value=, method='constant', missing=[], entity=, event_time=, window=, late_data=,
         fitted=, type='numeric', rule_version=)

  The column with its missing values filled in, from nothing that lies ahead of the row.

  column    a column or SQL expression
  value     what to put in, as SQL: 0, "'unknown'", or a column of a table of fitted values. With another method: what is
            left if that finds nothing (default null)
  method    'constant': the value. 'rolling_avg', 'rolling_min', 'rolling_max': that aggregate of the same entity's own
            values in [T - window, T), as rolling_avg and its kin compute it; needs entity, event_time and window.
            A mean over the whole table is not offered: it would look into the future
  fitted    instead of value: a log of rules that fit_imputation makes, of which the one in force for this column is taken,
            or that of `rule_version`; `type` is what its value is cast to
  missing   values that also stand for "missing", as SQL: -999, "'n/a'". They are not averaged either

  Returns an expression.

  Example:

      {{ impute('income', value=0, missing=[-1]) }} as income,
      {{ impute('balance', method='rolling_avg', entity='account_id', event_time='observed_at', window='90 days', value=0) }} as balance
      {{ impute('income', missing=[-1], fitted=ref('imputation_rules')) }} as income
#}
{% macro impute(column, value=none, method='constant', missing=[], entity=none, event_time=none, window=none, late_data=none,
                fitted=none, type='numeric', rule_version=none) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set rolling = {'rolling_avg': 'avg', 'rolling_min': 'min', 'rolling_max': 'max'} -%}
  {%- set absent = assay.is_missing('impute', column, missing) -%}
  {%- set present = column if not missing and missing != 0 else 'case when ' ~ absent ~ ' then null else ' ~ column ~ ' end' -%}
  {%- if fitted is not none and value is not none -%}
    {%- do assay.refuse('impute', 'it is given both value and fitted', 'Keep one of them') -%}
  {%- endif -%}
  {%- if fitted is not none -%}
    {%- set value = assay.rule_in_force(fitted, column, type, rule_version) -%}
  {%- endif -%}
  {%- if method == 'constant' -%}
    {%- if value is none -%}
      {%- do assay.refuse('impute', 'there is no value to put in', 'Write value=0, or a method such as rolling_avg') -%}
    {%- endif -%}
    {{- return('coalesce(' ~ present ~ ', ' ~ value ~ ')') -}}
  {%- endif -%}
  {%- if method not in rolling -%}
    {%- do assay.refuse('impute', 'the method ' ~ method ~ ' is unknown', 'The methods are constant, rolling_avg, rolling_min and rolling_max; a value over the whole table would look into the future') -%}
  {%- endif -%}
  {%- set filled = assay.rolling_window('impute', rolling[method], present, entity, event_time, window, false, late_data) -%}
  {{- return('coalesce(' ~ ([present, filled] + ([value] if value is not none else [])) | join(', ') ~ ')') -}}
{% endmacro %}
