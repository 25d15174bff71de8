{#
  surrogate_key(columns)

  One text key, 32 hexadecimal digits, from one or several columns. Equal columns give equal keys and different ones
  different keys: fields are kept apart ('a', 'bc' is not 'ab', 'c') and null is not the empty text. Values are hashed as
  text, so 1 and '1' are the same, and a date or a time as the session shows it: write to_char where sessions may differ.

  columns   a column or expression, or a list of them; their order counts

  Returns an expression of type text, never null.

  Example:

      select {{ surrogate_key(['applicant_id', 'source_name']) }} as applicant_key, * from {{ ref('applicants') }}
#}
{% macro surrogate_key(columns) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set parts = assay.name_list('surrogate_key', 'columns', columns) -%}
  {%- if not parts -%}
    {%- do assay.refuse('surrogate_key', 'there are no columns', "Write surrogate_key(['customer_id', 'source_name'])") -%}
  {%- endif -%}
  {{- return('md5(cast(row(' ~ parts | join(', ') ~ ') as text))') -}}
{% endmacro %}
