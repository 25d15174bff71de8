{#
  not_in_future(column_name, tolerance='0 seconds')

  A row fails when its time lies after now, by more than the tolerance (for clocks that run ahead). Null passes.

  Example:

      columns:
        - name: ingested_at
          data_tests:
            - assay.not_in_future:
                arguments: {tolerance: 5 minutes}
#}
{% test not_in_future(model, column_name, tolerance='0 seconds') %}
{%- set slack = assay.duration('not_in_future', 'tolerance', tolerance) -%}
select *
from {{ model }}
where {{ column_name }} > current_timestamp + {{ slack.sql }}
{% endtest %}
