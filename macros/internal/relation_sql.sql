{#
  history_of(me, what, relation)
  How a relation is read that is looked back into: dbt's event_time filter (microbatch, --sample) is left out, a limit
  (--empty) is kept. A CTE's name stays as written.
#}
{% macro history_of(me, what, relation) %}
  {%- if relation is string -%}
    {%- if not assay.is_plain_name(relation) -%}
      {%- do assay.refuse(me, what ~ " '" ~ relation ~ "' is neither a relation nor the name of a CTE", 'Pass ref(…), source(…), or the name of a CTE of this query') -%}
    {%- endif -%}
    {{ return(relation) }}
  {%- endif -%}
  {%- if not assay.is_relation(relation) -%}
    {%- do assay.refuse(me, what ~ ' is missing', 'Pass ref(…), source(…), or the name of a CTE of this query') -%}
  {%- endif -%}
  {%- if relation.limit is number -%}
    {{ return('(select * from ' ~ relation.render() ~ ' limit ' ~ relation.limit ~ ')') }}
  {%- endif -%}
  {{ return(relation.render()) }}
{% endmacro %}


{#
  spine_rows(me, spine)
  A select of the spine's rows. A spine is what the model is *about*: filters of the host (a batch, a sample) hold.
#}
{% macro spine_rows(me, spine) %}
  {%- do assay.history_of(me, 'the spine', spine) -%}
  {{ return('select * from ' ~ spine) }}
{% endmacro %}


{#
  sorted_spine(rows, pairs, time_column)
  The spine sorted by entity and time, so that neighbours look into the same pages of the index (half the time at
  1M × 10M rows).
#}
{% macro sorted_spine(rows, pairs, time_column) %}
  {%- set names = [] -%}
  {%- for mine, theirs in pairs -%}
    {%- do names.append(assay.quote_name(mine)) -%}
  {%- endfor -%}
  {%- do names.append(assay.quote_name(time_column)) -%}
  {{ return(rows ~ ' order by ' ~ names | join(', ')) }}
{% endmacro %}


{#
  nested(query)
  A finished select as the spine of the next one.
#}
{% macro nested(query) %}
  {{ return('select * from (\n' ~ query ~ '\n) as earlier') }}
{% endmacro %}


{#
  wanted_index(relation, clocks, pairs)
  The index that serves a look-back: what a comment asks for. With the knowledge time in it, rows that came later are passed
  over inside the index (1.3 s against 4.2 s where a hundred of them lie in between).
#}
{% macro wanted_index(relation, clocks, pairs) %}
  {%- set names = [] -%}
  {%- for mine, theirs in pairs -%}
    {%- do names.append(assay.quote_name(theirs)) -%}
  {%- endfor -%}
  {%- do names.append(assay.quote_name(clocks.event_time)) -%}
  {%- if clocks.knowledge_time is not none -%}
    {%- do names.append(assay.quote_name(clocks.knowledge_time)) -%}
  {%- endif -%}
  {%- set name = relation.render() -%}
  {%- set wanted = [name ~ ' (' ~ names | unique(case_sensitive=true) | join(', ') ~ ')'] -%}
  {%- if clocks.event_key -%}
    {%- set keys = [] -%}
    {%- for key in clocks.event_key + [clocks.knowledge_time if clocks.knowledge_time is not none else clocks.event_time] -%}
      {%- do keys.append(assay.quote_name(key)) -%}
    {%- endfor -%}
    {%- do wanted.append(name ~ ' (' ~ keys | join(', ') ~ ')') -%}
  {%- endif -%}
  {{ return(wanted | join(' and ')) }}
{% endmacro %}


{#
  sql_comment(lines)
  A block comment, so that the SQL survives being put on one line.
#}
{% macro sql_comment(lines) %}
  {{ return('/* ' ~ (lines | join('\n   ') | replace('*/', '* /') | replace('/*', '/ *')) ~ ' */') }}
{% endmacro %}


{#
  refuse_duplicates(me, outputs)
  `outputs`: [[column, where it comes from], …]. A column that comes from two places is refused, and both are named, and
  so is a name that Postgres would cut.
#}
{% macro refuse_duplicates(me, outputs) %}
  {%- set origins = {} -%}
  {%- for column, origin in outputs -%}
    {%- if column in origins -%}
      {%- do assay.refuse(me, "the column '" ~ column ~ "' would come twice: from " ~ origins[column] ~ ' and from ' ~ origin,
                          "Give one of them a prefix, prefix='…', or leave it out of columns") -%}
    {%- endif -%}
    {%- if assay.bytes_of(column) > 63 -%}
      {%- do assay.refuse(me, "the column '" ~ column ~ "' from " ~ origin ~ ' is longer than the 63 bytes Postgres keeps of a name',
                          'Shorten the prefix or the name') -%}
    {%- endif -%}
    {%- do origins.update({column: origin}) -%}
  {%- endfor -%}
{% endmacro %}


{#
  spine_outputs(me, spine, pairs, time_column)
  [[column, 'the spine (…)'], …] for the spine's columns as far as they are known: declared ones, keys and clock.
#}
{% macro spine_outputs(me, spine, pairs, time_column) %}
  {%- set outputs = [] -%}
  {%- set names = assay.declared(me, spine).columns + (pairs | map('first') | list) + ([time_column] if time_column is not none else []) -%}
  {%- for name in names | unique(case_sensitive=true) -%}
    {%- do outputs.append([assay.bare_name(name), 'the spine (' ~ assay.describe(spine) ~ ')']) -%}
  {%- endfor -%}
  {{ return(outputs) }}
{% endmacro %}
