select id, upper(name) as name from {{ source('raw', 'people') }} where '{{ env_var("UT_REGION", "eu") }}' = region
