{% snapshot hist %}
{{ config(target_schema='shop', unique_key='id', strategy='check', check_cols='all') }}
select * from {{ ref('raw_orders') }}
{% endsnapshot %}
