{{ config(alias='renamed', materialized='table', indexes=[{'columns': ['id'], 'unique': true}, {'columns': ['status', 'id'], 'type': 'btree'}]) }}
select id, status from {{ source('raw', 'deliveries') }}
