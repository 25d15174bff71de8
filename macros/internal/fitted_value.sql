{#
  fitted_value(me, rule)
  A select of one row over the CTE `rows_to_fit`: feature, method, missing, value, rows_fitted, rows_missing.
#}
{% macro fitted_value(me, rule) %}
  {%- if rule is not mapping or rule.column is not string -%}
    {%- do assay.refuse(me, 'a rule must say which column it is for, not ' ~ rule, "Write {'column': 'income', 'method': 'median'}") -%}
  {%- endif -%}
  {%- set column = rule.column -%}
  {%- set missing = rule.get('missing') or [] -%}
  {%- set method = rule.get('method') or ('constant' if rule.get('value') is not none else none) -%}
  {%- set absent = assay.is_missing(me, column, missing) -%}
  {%- set present = 'case when ' ~ absent ~ ' then null else ' ~ column ~ ' end' -%}
  {%- set found = {
    'mean': 'avg(' ~ present ~ ')',
    'median': 'percentile_disc(0.5) within group (order by ' ~ present ~ ')',
    'mode': 'mode() within group (order by ' ~ present ~ ')',
    'min': 'min(' ~ present ~ ')',
    'max': 'max(' ~ present ~ ')',
    'constant': rule.get('value'),
  } -%}
  {%- if method not in found -%}
    {%- do assay.refuse(me, 'the method ' ~ method ~ ' of ' ~ column ~ ' is unknown', 'The methods are ' ~ found.keys() | join(', ')) -%}
  {%- endif -%}
  {%- if found[method] is none -%}
    {%- do assay.refuse(me, 'there is no value to put in for ' ~ column, "Write {'column': '" ~ column ~ "', 'method': 'constant', 'value': 0}") -%}
  {%- endif -%}
  {%- set codes = (missing if assay.is_list(missing) else [missing]) | join(', ') -%}
  {{ return('select ' ~ assay.literal(assay.bare_name(column)) ~ '::text as feature, '
            ~ "'" ~ method ~ "'::text as method, " ~ assay.literal(codes) ~ '::text as missing, '
            ~ '(' ~ found[method] ~ ')::text as value, count(*) as rows_fitted, count(*) filter (where ' ~ absent ~ ') as rows_missing from rows_to_fit') }}
{% endmacro %}
