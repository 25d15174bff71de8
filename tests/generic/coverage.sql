{#
  coverage(column_name, min)

  Fails when too few rows have a value: the share of rows that are not null is less than `min`. One row says how many do.
  A table without rows passes.

  min   a share, from 0 to 1

  Example:

      columns:
        - name: credit_score
          data_tests:
            - assay.coverage:
                arguments: {min: 0.9}
#}
{% test coverage(model, column_name, min) %}
{%- if execute and (min is not number or min is boolean or min < 0 or min > 1) -%}
  {%- do assay.refuse('coverage', 'min must be a share from 0 to 1, not ' ~ min, 'Write min: 0.9 for nine rows of ten') -%}
{%- endif -%}
select round(count({{ column_name }})::numeric / count(*), 4) as coverage, count({{ column_name }}) as rows_with_value, count(*) as rows_found
from {{ model }}
having count({{ column_name }}) < {{ min }} * count(*)
{% endtest %}
