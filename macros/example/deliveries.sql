{#
  example_deliveries(late_share, late_hours, duplicate_share, arrived) → two CTEs, to stand last in a `with`: `deliveries`
  has the rows of the CTE `versions`, each with `ingestion_time` and `batch_id`, once or twice.

  The way from a sender to us, which no feed makes unharmed:
    - a share of rows arrives late, by up to `late_hours`;
    - a share is delivered a second time one to three days later, in another batch, unchanged;
    - `arrived`, a condition on ingestion_time, keeps what has reached us.

  `versions` needs `version_key` (text, unique), `sent_at` (timestamptz) and `source_name`. `arrivals` is materialized
  because Postgres would otherwise write its expressions, draws and all, into each place that uses them.
#}
{% macro example_deliveries(late_share, late_hours, duplicate_share, arrived) %}
arrivals as materialized (
  select
    versions.*,
    sent_at
      + case
          when {{ example_uniform('late', 'version_key') }} < {{ late_share }}
            then {{ example_between('how late', 'version_key', 60, late_hours * 60) }} * interval '1 minute'
          else interval '0'
        end as first_arrival,
    case
      when {{ example_uniform('delivered twice', 'version_key') }} < {{ duplicate_share }}
        then {{ example_between('again after', 'version_key', 1440, 4320) }} * interval '1 minute'
    end as again_after
  from versions
),
deliveries as (
  select
    arrivals.*,
    ingestion_time,
    source_name || '-' || to_char(ingestion_time at time zone 'UTC', 'YYYYMMDD') as batch_id
  from arrivals
  cross join lateral (values (first_arrival), (first_arrival + again_after)) as delivery (ingestion_time)
  where {{ arrived }}
)
{% endmacro %}


{# The schema version a sender writes: a new one each January. #}
{% macro example_schema_version(time) -%}
  (extract(year from {{ time }} at time zone 'UTC')::int - 2022)
{%- endmacro %}


{# A moment within a day, between two hours, to the second. #}
{% macro example_moment(what, id, day, from_hour, to_hour) -%}
  (({{ day }})::timestamp + {{ example_between(what, id, from_hour * 3600, to_hour * 3600 - 1) }} * interval '1 second') at time zone 'UTC'
{%- endmacro %}
