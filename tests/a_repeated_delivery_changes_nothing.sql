-- A version is known from its first delivery on, however often it comes again: no fact may be dated later than the
-- earliest row that says the same.
select facts.payment_id, facts.revision, facts.known_at, min(deliveries.ingestion_time) as first_delivery
from {{ ref('fct_payments') }} as facts
join {{ ref('bronze_payments') }} as deliveries using (payment_id, revision)
group by facts.payment_id, facts.revision, facts.known_at
having facts.known_at <> min(deliveries.ingestion_time)
