-- Every raw row of every feed, reduced to what it says about its own way to us.
{% for feed in ['loan_snapshots', 'applicant_attributes', 'payments', 'financials', 'clickstream'] %}
select '{{ feed }}' as feed, source_name, batch_id, schema_version, event_time, ingestion_time
from {{ ref('bronze_' ~ feed) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
