{#
  missing_flag(column, missing=[])

  1 where a value is missing, else 0: what a model needs beside an imputed column.

  column    a column or SQL expression
  missing   values that also stand for "missing", as SQL: -999, "''", "'n/a'", "'NaN'"

  Returns an expression of type integer, never null.

  Example:

      {{ missing_flag('income', missing=[-1]) }} as income_missing
#}
{% macro missing_flag(column, missing=[]) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {{- return('case when ' ~ assay.is_missing('missing_flag', column, missing) ~ ' then 1 else 0 end') -}}
{% endmacro %}
