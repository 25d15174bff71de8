select * from {{ ref('snowplow_sessions') }} join {{ source('web', 'sessions') }} using (id)
