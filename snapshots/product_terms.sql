{#
  The product list is overwritten in place when terms change. This keeps what it said before, and from when on.
#}
{% snapshot product_terms %}
{{ config(
  unique_key='product_code',
  strategy='timestamp',
  updated_at='listed_at'
) }}
select * from {{ ref('products') }}
{% endsnapshot %}
