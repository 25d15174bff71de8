{#
  recency(column_name, within, group_by=[])

  Fails when the newest time is older than `within`, or there is none: an empty table is not recent. With `group_by`, once
  for each group.

  within     '2 days' (a day is 24 hours)
  group_by   a column, or a list

  Example:

      columns:
        - name: occurred_at
          data_tests:
            - assay.recency:
                arguments: {within: 2 days, group_by: [source_name]}
#}
{% test recency(model, column_name, within, group_by=[]) %}
{%- set age = assay.duration('recency', 'within', within) -%}
{%- set groups = assay.as_list(group_by) -%}
select {% for group in groups %}{{ group }}, {% endfor %}max({{ column_name }}) as newest
from {{ model }}
{% if groups -%}
group by {{ groups | join(', ') }}
{% endif -%}
having max({{ column_name }}) is null or max({{ column_name }}) < current_timestamp - {{ age.sql }}
{% endtest %}
