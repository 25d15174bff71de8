{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns', indexes=[{'columns': ['id'], 'unique': true}], grants={'select': ['postgres']}, post_hook="select 1") }}
select id, amount, status from {{ ref('stg_orders') }}
{% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}
