{#
  look_back(spine, relation, clocks, pairs, columns, carries, windows)
  Tells whoever runs this SQL what it looks back into, so that there is an index for it, and asks how to write it:
  {strategy: 'lateral' or 'carry_forward', stand_in: SQL of an indexed copy to read in the relation's place or none,
  ties: {texts: of each tie-break column whether it is text, broken: whether it leaves no ties} or none, reason}.
  None where nobody answers: while SQL is only compiled, and on dbt-core.

  `columns`: those that are brought over, none for whole rows; `carries`: whether carrying forward would give the same;
  `windows`: {count, seconds: of the longest, extremes: whether there are any, looks_up: when carried forward, too} or none.
#}
{% macro look_back(spine, relation, clocks, pairs, columns, carries, windows) %}
  {%- if plan_look_back is not defined -%}{{ return(none) }}{%- endif -%}
  {# An --empty run reads nothing. #}
  {%- if relation is not string and relation.limit is number -%}{{ return(none) }}{%- endif -%}
  {%- set entity = [] -%}
  {%- for mine, theirs in pairs -%}{%- do entity.append(assay.bare_name(theirs)) -%}{%- endfor -%}
  {%- set known = [] if clocks.knowledge_time is none else [assay.bare_name(clocks.knowledge_time)] -%}
  {%- set event_time = assay.bare_name(clocks.event_time) -%}
  {%- set ties = none if clocks.tie_break | select('in', clocks.late) | list else [] -%}
  {%- for column in clocks.tie_break if ties is not none -%}{%- do ties.append(assay.bare_name(column)) -%}{%- endfor -%}
  {%- set versions = none -%}
  {%- if clocks.event_key -%}
    {%- set versions = [] -%}
    {%- for key in clocks.event_key -%}{%- do versions.append(assay.bare_name(key)) -%}{%- endfor -%}
    {%- set versions = versions + (known or [event_time]) -%}
  {%- endif -%}
  {%- set read = none -%}
  {%- if columns is not none -%}
    {%- set read = [] -%}
    {%- for name in entity + [event_time] + known + clocks.tie_break + columns + (clocks.late.values() | list) -%}
      {%- do read.append(assay.bare_name(name)) -%}
    {%- endfor -%}
  {%- endif -%}
  {{ return(plan_look_back(
      none if assay.is_cte(relation) else relation,
      none if assay.is_cte(spine) else assay.spine_rows('look_back', spine),
      entity, event_time, known, ties, versions, read, carries, windows
  )) }}
{% endmacro %}
