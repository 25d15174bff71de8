{#
  Which rows of a feature relation count at a spine row, as SQL. Everywhere: `row` is the relation's alias, `time` the
  spine's prediction time as SQL, `clocks` what assay.clocks returned.
#}


{#
  before(time, length, like)
  `time - length`. Where the two sides' types differ they meet as timestamptz *before* the subtraction (a day is 24 hours,
  also over a change of clocks); the case has a constant condition, so that the planner is left with the bare time.
#}
{% macro before(time, length, like) %}
  {{ return('case when true then ' ~ time ~ ' else ' ~ like ~ ' end - ' ~ length.sql) }}
{% endmacro %}


{#
  same_entity(row, spine, pairs)
  A list of conditions, column by column: a null key matches nothing.
#}
{% macro same_entity(row, spine, pairs) %}
  {%- set conditions = [] -%}
  {%- for mine, theirs in pairs -%}
    {%- do conditions.append(assay.column_of(row, theirs) ~ ' = ' ~ assay.column_of(spine, mine)) -%}
  {%- endfor -%}
  {{ return(conditions) }}
{% endmacro %}


{#
  known(row, clocks, time)
  The condition that the row could be known at `time`.
#}
{% macro known(row, clocks, time) %}
  {%- if clocks.knowledge_time is not none -%}
    {{ return(assay.column_of(row, clocks.knowledge_time) ~ ' <= ' ~ time) }}
  {%- endif -%}
  {%- set event_time = assay.column_of(row, clocks.event_time) -%}
  {%- if assay.is_zero(clocks.delay) -%}{{ return(event_time ~ ' <= ' ~ time) }}{%- endif -%}
  {# A month after is not the reverse of a month before (31 January + 1 month), so only hours may change sides, for the index. #}
  {%- if clocks.delay.months == 0 -%}
    {{ return(event_time ~ ' <= ' ~ assay.before(time, clocks.delay, event_time)) }}
  {%- endif -%}
  {{ return('case when true then ' ~ event_time ~ ' else ' ~ time ~ ' end + ' ~ clocks.delay.sql ~ ' <= ' ~ time) }}
{% endmacro %}


{#
  usable(row, relation, clocks, pairs, time, upper, lower, columns)
  The list of conditions under which a row counts: same entity, event time below `upper` (an operator, '<=' or '<') the
  spine's time and not before `lower` (SQL or none), known by then, and not corrected by then.
#}
{% macro usable(row, relation, clocks, pairs, time, upper, lower, columns) %}
  {%- set event_time = assay.column_of(row, clocks.event_time) -%}
  {%- set conditions = assay.same_entity(row, 'spine', pairs) -%}
  {%- if upper is not none -%}
    {%- do conditions.append(event_time ~ ' ' ~ upper ~ ' ' ~ time) -%}
  {%- endif -%}
  {%- if lower is not none -%}
    {%- do conditions.append(event_time ~ ' >= ' ~ lower) -%}
  {%- endif -%}
  {%- if upper is none and lower is none -%}
    {%- do conditions.append(event_time ~ ' is not null') -%}
  {%- endif -%}
  {%- if upper is none or clocks.delay is none or not assay.is_zero(clocks.delay) -%}
    {%- do conditions.append(assay.known(row, clocks, time)) -%}
  {%- endif -%}
  {%- if clocks.event_key -%}
    {%- do conditions.append(assay.standing(row, relation, clocks, time, columns)) -%}
  {%- endif -%}
  {{ return(conditions) }}
{% endmacro %}


{#
  value_at(row, column, clocks, time)
  A column of the row, null as long as it was not written yet (columns with a knowledge time of their own).
#}
{% macro value_at(row, column, clocks, time) %}
  {%- set value = assay.column_of(row, column) -%}
  {%- if column not in clocks.late -%}{{ return(value) }}{%- endif -%}
  {{ return('case when ' ~ assay.column_of(row, clocks.late[column]) ~ ' <= ' ~ time ~ ' then ' ~ value ~ ' end') }}
{% endmacro %}


{#
  tie_terms(values, columns, texts)
  Terms that order what is tied on the clocks, null lowest: `values` (the tie-break, in its own order, text by collation
  "C") and then `columns` as text. `texts` says of each value whether it is text; where it is none, pg_typeof does.
#}
{% macro tie_terms(values, columns, texts) %}
  {%- set terms = [] -%}
  {%- for value in values -%}
    {%- if texts is none -%}
      {%- do terms.append("case when pg_typeof(" ~ value ~ ") in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype) then cast("
                          ~ value ~ ' as text) end collate "C"') -%}
    {%- endif -%}
    {%- do terms.append(value ~ ' collate "C"' if texts is not none and texts[loop.index0] else value) -%}
  {%- endfor -%}
  {%- for value in columns -%}
    {%- do terms.append('cast(' ~ value ~ ' as text) collate "C"') -%}
  {%- endfor -%}
  {{ return(terms) }}
{% endmacro %}


{#
  standing(row, relation, clocks, time, columns)
  The condition that no newer version of the same event (event_key) was known at `time`. The newer one may say another
  time or another entity: this row is then corrected away. A null event_key is nobody's version.
#}
{% macro standing(row, relation, clocks, time, columns) %}
  {%- set conditions = [] -%}
  {%- for key in clocks.event_key -%}
    {%- do conditions.append(assay.column_of('newer', key) ~ ' = ' ~ assay.column_of(row, key)) -%}
  {%- endfor -%}
  {%- set clock = clocks.knowledge_time if clocks.knowledge_time is not none else clocks.event_time -%}
  {%- do conditions.append(assay.known('newer', clocks, time)) -%}
  {%- do conditions.append(assay.column_of('newer', clock) ~ ' >= ' ~ assay.column_of(row, clock)) -%}
  {%- do conditions.append(assay.version_rank('newer', clocks, time, columns) ~ ' > ' ~ assay.version_rank(row, clocks, time, columns)) -%}
  {{ return('not exists (\n              select from ' ~ relation ~ ' as newer\n              where ' ~ conditions | join('\n                and ') ~ '\n          )') }}
{% endmacro %}


{#
  version_rank(row, clocks, time, columns)
  A record that compares as versions of an event do: by knowledge time, event time, tie-break, `columns` as text, and the
  whole row as text. Records put null last, so a term that may be null is preceded by whether it is there; the cast keeps
  Postgres from comparing field by field, where a null would decide nothing.
#}
{% macro version_rank(row, clocks, time, columns) %}
  {%- set values = [] -%}
  {%- for column in clocks.tie_break -%}
    {%- do values.append(assay.value_at(row, column, clocks, time)) -%}
  {%- endfor -%}
  {%- set texts = [] -%}
  {%- for column in columns -%}
    {%- do texts.append(assay.value_at(row, column, clocks, time)) -%}
  {%- endfor -%}
  {%- set whole = row ~ '.*' -%}
  {%- if clocks.late -%}
    {%- set hidden = [] -%}
    {%- for column in clocks.late -%}
      {%- do hidden.append("'" ~ (column | replace("'", "''")) ~ "'") -%}
    {%- endfor -%}
    {%- set whole = 'to_jsonb(' ~ whole ~ ') - array[' ~ hidden | join(', ') ~ ']' -%}
  {%- endif -%}
  {%- set fields = [assay.column_of(row, clocks.knowledge_time)] if clocks.knowledge_time is not none else [] -%}
  {%- for term in [assay.column_of(row, clocks.event_time)] + assay.tie_terms(values, texts, none) -%}
    {%- do fields.append('(' ~ term ~ ') is not null') -%}
    {%- do fields.append(term) -%}
  {%- endfor -%}
  {%- do fields.append('cast(' ~ whole ~ ' as text) collate "C"') -%}
  {{ return('row(' ~ fields | join(', ') ~ ')::record') }}
{% endmacro %}
