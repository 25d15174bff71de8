{#
  finite_times(columns=none)

  A row fails when one of its times is 'infinity' or '-infinity', which as-of joins and windows do not support. Null passes.

  columns   a time column, or a list. Default: the column the test stands under, else the model's declared clocks
            (event_time, knowledge_time)

  Example:

      data_tests:
        - assay.finite_times
#}
{% test finite_times(model, columns=none, column_name=none) %}
{%- set names = assay.name_list('finite_times', 'columns', columns if columns is not none else column_name) -%}
{%- if execute and not names -%}
  {%- set words = assay.declared('finite_times', model) -%}
  {%- set names = [] -%}
  {%- for clock in [words.event_time, words.knowledge_time] if clock is not none -%}
    {%- do names.append(assay.quote_name(clock)) -%}
  {%- endfor -%}
  {%- if not names -%}
    {%- do assay.refuse('finite_times', 'there are no columns, and ' ~ assay.describe(model) ~ ' declares no clocks', 'Write columns: [occurred_at]') -%}
  {%- endif -%}
{%- endif -%}
select *
from {{ model }}
where {% for name in names %}{{ ' or ' if not loop.first }}not isfinite({{ name }}){% endfor %}
{% endtest %}
