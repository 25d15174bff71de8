{{ config(severity='error', store_failures=false) }}
select nowhere from {{ ref('looped') }}
