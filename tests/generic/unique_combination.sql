{#
  unique_combination(columns)

  Fails for each combination of values that occurs more than once; nulls are equal here, as in `group by`.

  Example:

      data_tests:
        - assay.unique_combination:
            arguments: {columns: [loan_id, as_of_date]}
#}
{% test unique_combination(model, columns) %}
{%- set names = assay.name_list('unique_combination', 'columns', columns) -%}
select {{ names | join(', ') }}, count(*) as rows_found
from {{ model }}
group by {{ names | join(', ') }}
having count(*) > 1
{% endtest %}
