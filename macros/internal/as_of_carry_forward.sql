{#
  as_of_carry_forward(rows, item)
  One select that joins a relation to the spine's rows by a single sort: both in one list by (entity, moment of use), each
  spine row looking back to the last row that set the record. What as_of_join writes for the strategy `carry_forward`.

  A row comes into use at the later of its two clocks. It is the latest of all rows in use if no row before it in the list
  has a higher event time: among rows of one event time the list is in the order of knowledge time, tie-break and text.
  So `newest` is the running maximum of event time, `back` the way to the last row that reached it, and lag() fetches
  from there.
  The three windows are the same one, so Postgres sorts once.
#}
{% macro as_of_carry_forward(rows, item) %}
  {%- set clocks = item.clocks -%}
  {%- set mine = [] -%}
  {%- set theirs = [] -%}
  {%- set present = [] -%}
  {%- set keys = [] -%}
  {%- for pair in item.pairs -%}
    {%- do keys.append('k' ~ loop.index) -%}
    {%- do mine.append(assay.column_of('assay_spine', pair[0]) ~ ' as k' ~ loop.index) -%}
    {%- do theirs.append(assay.column_of('f', pair[1])) -%}
    {%- do present.append(assay.column_of('f', pair[1]) ~ ' is not null') -%}
  {%- endfor -%}
  {%- do mine.append(assay.column_of('assay_spine', item.time_column) ~ ' as t') -%}
  {%- do theirs.append(assay.column_of('f', clocks.event_time)) -%}
  {%- do present.append(assay.column_of('f', clocks.event_time) ~ ' is not null') -%}
  {%- if clocks.knowledge_time is not none -%}
    {%- do mine.append('null as known') -%}
    {%- do theirs.append(assay.column_of('f', clocks.knowledge_time)) -%}
    {%- do present.append(assay.column_of('f', clocks.knowledge_time) ~ ' is not null') -%}
  {%- endif -%}
  {%- set ties = [] -%}
  {%- for column in clocks.tie_break -%}
    {%- do ties.append('b' ~ loop.index) -%}
    {%- do mine.append('null as b' ~ loop.index) -%}
    {%- do theirs.append(assay.column_of('f', column)) -%}
  {%- endfor -%}
  {%- set values = [] -%}
  {%- set fetched = [] -%}
  {%- set outputs = ['    (carried.spine).*'] -%}
  {%- for column, output in item.outputs -%}
    {%- do values.append('c' ~ loop.index) -%}
    {%- do mine.append('null as c' ~ loop.index) -%}
    {%- do theirs.append(assay.column_of('f', column)) -%}
    {%- do fetched.append('lag(c' ~ loop.index ~ ', back) over moments as c' ~ loop.index) -%}
    {%- do outputs.append('    carried.c' ~ loop.index ~ ' as ' ~ assay.quote_name(output)) -%}
  {%- endfor -%}

  {# `turn`: before the spine rows of its moment, or, where an event of the very moment does not count, after them. #}
  {%- if clocks.knowledge_time is none -%}
    {%- set used = 't' if assay.is_zero(clocks.delay) else 't + ' ~ clocks.delay.sql -%}
    {%- set turn = '0' if item.exact or not assay.is_zero(clocks.delay) else '2' -%}
  {%- else -%}
    {%- set used = 'known' if clocks.known_in_advance else 'greatest(t, known)' -%}
    {%- set turn = '0' if item.exact or clocks.known_in_advance else 'case when t < known then 0 else 2 end' -%}
  {%- endif -%}
  {%- set terms = [] -%}
  {%- set order = ['used', 'turn', 't'] + (['known'] if clocks.knowledge_time is not none else []) -%}
  {%- for term in assay.tie_terms(ties, values, none) -%}
    {%- do terms.append(term ~ ' as o' ~ loop.index) -%}
    {%- do order.append('o' ~ loop.index ~ ' nulls first') -%}
  {%- endfor -%}
  {%- set moments = 'window moments as (partition by ' ~ keys | join(', ') ~ ' order by ' ~ order | join(', ') ~ ' rows between unbounded preceding and current row)' -%}
  {%- set in_time = 't is not null' if item.ttl is none else 'newest >= t - ' ~ item.ttl.sql -%}

  {{ return('select\n' ~ outputs | join(',\n') ~ '\nfrom (\n    select spine, is_spine, ' ~ fetched | join(', ')
            ~ '\n    from (\n        select *, case when ' ~ in_time ~ ' then cast(place - max(place) filter (where not is_spine and t = newest) over moments as integer) end as back'
            ~ '\n        from (\n            select *, row_number() over moments as place, max(t) filter (where not is_spine) over moments as newest'
            ~ '\n            from (\n                select *, case when is_spine then t else ' ~ used ~ ' end as used, case when is_spine then 1 else ' ~ turn ~ ' end as turn,'
            ~ '\n                    ' ~ terms | join(',\n                    ')
            ~ '\n                from (\n                    select assay_spine as spine, true as is_spine, ' ~ mine | join(', ')
            ~ '\n                    from (' ~ rows ~ ') as assay_spine'
            ~ '\n                    union all'
            ~ '\n                    select null, false, ' ~ theirs | join(', ')
            ~ '\n                    from ' ~ item.relation ~ ' as f'
            ~ '\n                    where ' ~ present | join(' and ')
            ~ '\n                ) as both_sides'
            ~ '\n            ) as in_use'
            ~ '\n            ' ~ moments
            ~ '\n        ) as running'
            ~ '\n        ' ~ moments
            ~ '\n    ) as placed'
            ~ '\n    ' ~ moments
            ~ '\n) as carried\nwhere carried.is_spine') }}
{% endmacro %}
