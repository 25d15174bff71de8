{#
  rolling_lookup(me, alias, relation, clocks, pairs, time, wanted, include_current, only_if)
  `cross join lateral (…)`: aggregates over the events of the spine row's entity, all in one pass over them; where the
  condition `only_if` (or none) is false, over none.

  wanted   [{function, value, where, length, output}, …]: what assay.rolling_aggregations settled, with the duration of the
           window and the name of the column
#}
{% macro rolling_lookup(me, alias, relation, clocks, pairs, time, wanted, include_current, only_if) %}
  {%- set happened = assay.column_of('e', clocks.event_time) -%}
  {%- set reach = assay.longest(wanted | map(attribute='length') | list) -%}
  {%- set starts = [] -%}
  {%- for length in reach -%}
    {%- do starts.append(assay.before(time, length, happened)) -%}
  {%- endfor -%}
  {%- set lower = starts[0] if starts | length == 1 else 'least(' ~ starts | join(', ') ~ ')' -%}

  {# What an event is asked, once each: values, the same as numeric, conditions, windows. #}
  {%- set asked = {} -%}
  {%- set aggregates = [] -%}
  {%- set version = [] -%}
  {%- if clocks.event_key -%}
    {%- do version.append(assay.ask(asked, assay.version_number('e', clocks), 'version') ~ ' = 1') -%}
  {%- endif -%}
  {%- for one in wanted -%}
    {%- set value = '*' if one.value == '*' else assay.ask(asked, one.value, 'value') -%}
    {%- set exact = 'e.' if one.value == '*' else assay.ask(asked, 'cast(' ~ one.value ~ ' as numeric)', 'exact') if one.function in ['sum', 'avg', 'stddev'] else value -%}
    {%- set where = [assay.ask(asked, one.where, 'counts')] if one.where is not none else [] -%}
    {%- set inside = [] if reach | length == 1 and one.length.sql == reach[0].sql else [assay.ask(asked, happened ~ ' >= ' ~ assay.before(time, one.length, happened), 'inside')] -%}
    {%- set filter = version + inside + where -%}
    {%- set sql = assay.aggregate_sql(me, one.function, value, exact, filter | join(' and ') if filter else none, none, 'max(' ~ value ~ ')') -%}
    {%- do aggregates.append('        ' ~ sql ~ ' as ' ~ assay.quote_name(one.output)) -%}
  {%- endfor -%}

  {%- set columns = [] -%}
  {%- for sql, name in asked.items() -%}
    {%- do columns.append(sql ~ ' as ' ~ name) -%}
  {%- endfor -%}
  {%- set conditions = assay.usable('e', relation, clocks, pairs, time, '<=' if include_current else '<', lower, []) + ([] if only_if is none else ['(' ~ only_if ~ ')']) -%}
  {# `offset 0` keeps the planner from computing these columns once per aggregate instead of once per event. #}
  {{ return('cross join lateral (\n    select\n' ~ aggregates | join(',\n') ~ '\n    from (\n        select\n            ' ~ columns | join(',\n            ')
            ~ '\n        from ' ~ relation ~ ' as e\n        where ' ~ conditions | join('\n          and ') ~ '\n        offset 0\n    ) as e\n) as ' ~ alias) }}
{% endmacro %}
