{{ config(materialized='table') }}
select n, '{{ this.schema }}' as schema, '{{ model.name }}' as model, '{{ target.type }}' as target
from generate_series(1, {{ var('factor') }}) as n
