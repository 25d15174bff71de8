{% snapshot orders_by_time %}
{{ config(unique_key='id', strategy='timestamp', updated_at='ordered_at', target_schema=target.schema ~ '_snapshots') }}
select * from {{ ref('orders') }}
{% endsnapshot %}
