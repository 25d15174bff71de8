{#
  aggregate_sql(me, function, value, exact, filter, over, otherwise)
  One aggregate call: `function(value) filter (where …) over (…)`, where `exact` is the value cast to numeric.

  Sums, averages and deviations go through numeric, which can also take values back out of a moving frame (a moving sum of
  doubles is computed anew for each row: 86 s against 0.33 s on a dense history). The result has the type Postgres itself
  would give a sum of doubles or of numerics: numeric and the value's type meet in a case whose condition is constant,
  so the planner drops it and `otherwise` is never computed.
#}
{% macro aggregate_sql(me, function, value, exact, filter, over, otherwise) %}
  {%- set functions = {'sum': 'sum', 'avg': 'avg', 'stddev': 'stddev_samp', 'count': 'count', 'min': 'min', 'max': 'max'} -%}
  {%- if function not in functions -%}
    {%- do assay.refuse(me, 'the function ' ~ function ~ ' is unknown', 'The functions are ' ~ functions | join(', ')) -%}
  {%- endif -%}
  {%- if value == '*' and function != 'count' -%}
    {%- do assay.refuse(me, function ~ " of '*' means nothing", "Name a column; only count takes '*', for rows") -%}
  {%- endif -%}
  {%- set through_numeric = function in ['sum', 'avg', 'stddev'] -%}
  {%- set call = functions[function] ~ '(' ~ (exact if through_numeric else value) ~ ')'
                 ~ ('' if filter is none else ' filter (where ' ~ filter ~ ')')
                 ~ ('' if over is none else ' over (' ~ over ~ ')') -%}
  {{ return('case when true then ' ~ call ~ ' else ' ~ otherwise ~ ' end' if through_numeric else call) }}
{% endmacro %}
