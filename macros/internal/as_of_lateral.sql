{#
  as_of_lateral(rows, items)
  One select that joins relations to the spine's rows, each row looking up the latest usable one: what as_of_join writes
  for the strategy `lateral`, and for static relations, which are joined on their key alone.

  `rows`: a select of the spine. `items`: what assay.as_of_item returned.
#}
{% macro as_of_lateral(rows, items) %}
  {%- set outputs = ['    spine.*'] -%}
  {%- set joins = [] -%}
  {%- for item in items -%}
    {%- set alias = 'f' ~ loop.index -%}
    {%- for column, output in item.outputs -%}
      {%- do outputs.append('    ' ~ assay.column_of(alias, column) ~ ' as ' ~ assay.quote_name(output)) -%}
    {%- endfor -%}
    {%- do joins.append(assay.static_lookup(alias, item) if item.clocks.static else assay.latest_lookup(alias, item)) -%}
  {%- endfor -%}
  {%- set timed = items | rejectattr('clocks.static') | list -%}
  {%- set source = assay.sorted_spine(rows, timed[0].pairs, timed[0].time_column) if timed else rows -%}
  {{ return('select\n' ~ outputs | join(',\n') ~ '\nfrom (' ~ source ~ ') as spine\n' ~ joins | join('\n')) }}
{% endmacro %}


{#
  latest_lookup(alias, item)
  `left join lateral (…)`: the latest usable row. Where the tie-break is known to leave no ties, it is the first row of an
  index that has the tie-break in it. Where it is not, the inner query asks for nothing but the order of the clocks and stops at
  the first moment, with its ties; so only ties are ever sorted, however long the history is (1.5 times the cost).
#}
{% macro latest_lookup(alias, item) %}
  {%- set clocks = item.clocks -%}
  {%- set time = assay.column_of('spine', item.time_column) -%}
  {%- set event_time = assay.column_of('f', clocks.event_time) -%}
  {%- set columns = item.outputs | map('first') | list -%}
  {%- set selected = [] -%}
  {%- set texts = [] -%}
  {%- for column in columns -%}
    {%- set value = assay.value_at('f', column, clocks, time) -%}
    {%- do selected.append(value if column not in clocks.late else value ~ ' as ' ~ assay.quote_name(column)) -%}
    {%- do texts.append(value) -%}
  {%- endfor -%}
  {%- set ties = [] -%}
  {%- for column in clocks.tie_break -%}
    {%- do ties.append(assay.value_at('f', column, clocks, time)) -%}
  {%- endfor -%}
  {%- set order = [] -%}
  {%- if clocks.knowledge_time is not none -%}
    {%- do order.append(assay.column_of('f', clocks.knowledge_time) ~ ' desc') -%}
  {%- endif -%}
  {%- set broken = item.ties is not none and item.ties.broken -%}
  {%- for term in assay.tie_terms(ties, [] if broken else texts, none if item.ties is none else item.ties.texts) -%}
    {%- do order.append(term ~ ' desc nulls last') -%}
  {%- endfor -%}

  {%- set upper = none if clocks.known_in_advance else ('<=' if item.exact else '<') -%}
  {%- set lower = none if item.ttl is none else assay.before(time, item.ttl, event_time) -%}
  {%- set conditions = assay.usable('f', item.relation, clocks, item.pairs, time, upper, lower, columns) -%}
  {%- set latest = event_time ~ ' desc' -%}
  {%- if broken -%}
    {{ return('left join lateral (\n    select ' ~ selected | join(', ') ~ '\n    from ' ~ item.relation ~ ' as f\n    where ' ~ conditions | join('\n      and ')
              ~ '\n    order by ' ~ ([latest] + order) | join(', ') ~ '\n    limit 1\n) as ' ~ alias ~ ' on true') }}
  {%- endif -%}
  {{ return('left join lateral (\n    select ' ~ selected | join(', ') ~ '\n    from (\n        select * from ' ~ item.relation ~ ' as f\n        where '
            ~ conditions | join('\n          and ') ~ '\n        order by ' ~ latest ~ '\n        fetch first 1 row with ties\n    ) as f\n    order by '
            ~ order | join(', ') ~ '\n    limit 1\n) as ' ~ alias ~ ' on true') }}
{% endmacro %}


{#
  static_lookup(alias, item)
  A relation that is true since always has no time to look back in: one row a key, by tie-break and then by text.
#}
{% macro static_lookup(alias, item) %}
  {%- set keys = [] -%}
  {%- set selected = [] -%}
  {%- set present = [] -%}
  {%- set matches = [] -%}
  {%- for mine, theirs in item.pairs -%}
    {%- set key = assay.column_of('f', theirs) -%}
    {%- do keys.append(key) -%}
    {%- do selected.append(key ~ ' as assay_key_' ~ loop.index) -%}
    {%- do present.append(key ~ ' is not null') -%}
    {%- do matches.append(alias ~ '.assay_key_' ~ loop.index ~ ' = ' ~ assay.column_of('spine', mine)) -%}
  {%- endfor -%}
  {%- set ties = [] -%}
  {%- for column in item.clocks.tie_break -%}
    {%- do ties.append(assay.column_of('f', column)) -%}
  {%- endfor -%}
  {%- set values = [] -%}
  {%- for column, output in item.outputs -%}
    {%- do values.append(assay.column_of('f', column)) -%}
  {%- endfor -%}
  {%- set order = [] -%}
  {%- for term in assay.tie_terms(ties, values, none) -%}
    {%- do order.append(term ~ ' desc nulls last') -%}
  {%- endfor -%}
  {{ return('left join (\n    select distinct on (' ~ keys | join(', ') ~ ') ' ~ (selected + values) | join(', ') ~ '\n    from ' ~ item.relation
            ~ ' as f\n    where ' ~ present | join(' and ') ~ '\n    order by ' ~ (keys + order) | join(', ') ~ '\n) as ' ~ alias
            ~ ' on ' ~ matches | join(' and ')) }}
{% endmacro %}
