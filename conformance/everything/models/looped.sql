{%- set statuses = dbt_distinct(ref('orders'), 'status') -%}
select
  customer_id,
  {% for status in statuses -%}
  sum(case when status = '{{ status }}' then amount end) as {{ status }}_amount{{ ',' if not loop.last }}
  {% endfor %}
from {{ ref('orders') }}
group by customer_id
