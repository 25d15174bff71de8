{#
  known_revisions(deliveries, key) → a select: what silver keeps of a feed that repeats, restates and mixes up.

    deliveries  a relation or CTE with `revision`, `ingestion_time` and `batch_id`
    key         the columns that identify one event of the feed

  Each row of the result is one version of an event, with two clocks of knowledge:
    known_at       when this version first reached us; a second delivery of it changes nothing
    superseded_at  when a later version did; null for the one that stands

  A revision that arrives after a later one is dropped: at no moment was it the newest word. Nothing here looks ahead,
  so a row that was known at some time is the same row whenever one asks; only `superseded_at` is written later.

      with versions as ({{ known_revisions(ref('bronze_payments'), ['payment_id']) }})
#}
{% macro known_revisions(deliveries, key) %}
  select
    arrivals.*,
    lead(known_at) over (partition by {{ key | join(', ') }} order by known_at) as superseded_at
  from (
    select
      first_deliveries.*,
      ingestion_time as known_at,
      max(revision) over (partition by {{ key | join(', ') }} order by ingestion_time) as newest_revision
    from (
      select distinct on ({{ key | join(', ') }}, revision) *
      from {{ deliveries }}
      order by {{ key | join(', ') }}, revision, ingestion_time, batch_id
    ) as first_deliveries
  ) as arrivals
  where revision = newest_revision
{% endmacro %}
