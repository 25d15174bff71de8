{#
  accepted_range(column_name, min_value=none, max_value=none, inclusive=true)

  A row fails when its value lies outside the range. Null passes. NaN is greater than every number, as Postgres has it: it
  fails against a max_value and passes against a min_value alone.

  min_value, max_value   numbers or SQL ("'2020-01-01'", "current_date"); one of them at least
  inclusive              false: the bounds themselves fail

  Example:

      columns:
        - name: default_rate
          data_tests:
            - assay.accepted_range:
                arguments: {min_value: 0, max_value: 1}
#}
{% test accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}
{%- if execute and min_value is none and max_value is none -%}
  {%- do assay.refuse('accepted_range', 'there is neither a min_value nor a max_value', 'Write min_value: 0') -%}
{%- endif -%}
{%- set outside = [] -%}
{%- if min_value is not none -%}{%- do outside.append(column_name ~ (' < ' if inclusive else ' <= ') ~ min_value) -%}{%- endif -%}
{%- if max_value is not none -%}{%- do outside.append(column_name ~ (' > ' if inclusive else ' >= ') ~ max_value) -%}{%- endif -%}
select *
from {{ model }}
where {{ outside | join(' or ') }}
{% endtest %}
