{#
  is_missing(me, column, missing)
  The condition that a value is null or one of `missing` (SQL literals or numbers).
#}
{% macro is_missing(me, column, missing) %}
  {%- if column is not string or not column -%}
    {%- do assay.refuse(me, 'column must be a column or an expression, not ' ~ column, 'Write ' ~ me ~ "('income')") -%}
  {%- endif -%}
  {%- set codes = missing if assay.is_list(missing) else [missing] -%}
  {%- if codes | reject('string') | reject('number') | list -%}
    {%- do assay.refuse(me, 'missing holds something that is neither a number nor SQL text', "Write missing=[-999, \"'n/a'\"]") -%}
  {%- endif -%}
  {%- set value = assay.operand(column) -%}
  {{ return(value ~ ' is null' ~ (' or ' ~ value ~ ' in (' ~ codes | join(', ') ~ ')' if codes else '')) }}
{% endmacro %}
