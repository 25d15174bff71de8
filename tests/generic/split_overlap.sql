{#
  split_overlap(columns, split='split')

  Fails for each combination of values that stands in more than one split. Name entity and time, so that no row is learned
  from and judged by; name the entity alone where no customer may be in two splits. Rows without a split pass.

  columns   a column, or a list
  split     the column that says which split a row is in

  Example:

      data_tests:
        - assay.split_overlap:
            arguments: {columns: [loan_id, prediction_time]}
#}
{% test split_overlap(model, columns, split='split') %}
{%- set names = assay.name_list('split_overlap', 'columns', columns) -%}
{%- if execute and not names -%}
  {%- do assay.refuse('split_overlap', 'there are no columns', 'Write columns: [customer_id, prediction_time]') -%}
{%- endif -%}
select {{ names | join(', ') }}, string_agg(distinct cast({{ split }} as text), ', ' order by cast({{ split }} as text)) as splits
from {{ model }}
where {{ split }} is not null
group by {{ names | join(', ') }}
having count(distinct {{ split }}) > 1
{% endtest %}
