{#
  example_raw_data() → the statements that bring schema `raw` up to the as-of date, or nothing. Called by on-run-start.

  The example needs somebody else's data. These macros play the lender's systems: an endless, invented world in which
  every row is a function of its own key and calendar day, never of the day you look. The as-of date only cuts that
  world: a row is there if it was ingested before. So moving the date forward *appends* what arrived meanwhile, as a
  landing zone does, and the incremental models have something to do. Moving it back (or changing the seed or the
  size) starts over; then give the build --full-refresh, because incremental models keep what they saw.

  Size at the default of 110 applicants a month: 2,700 applicants over 24 months, 175,000 raw rows. Loan
  snapshots are a change feed, not the full daily grid (which would be 560,000 rows that mostly repeat themselves):
  one row for a loan and day when something changed (which in arrears is every day), and all loans at month end.

  When nothing changed this costs two small queries.
#}
{% macro example_raw_data() %}
  {% if execute %}
    {% for name in ['example_seed', 'example_applicants_per_month'] if var(name) is not integer %}
      {% do exceptions.raise_compiler_error(name ~ " must be a whole number, not '" ~ var(name) ~ "'") %}
    {% endfor %}
    {% set wanted = {
      'as_of': as_of_date(),
      'settings': 'v1 seed ' ~ var('example_seed') ~ ' size ' ~ var('example_applicants_per_month'),
    } %}
    {% set found = example_generated() %}
    {% if found is none or found.settings != wanted.settings or found.as_of > wanted.as_of %}
      {% if found is not none %}
        {{ log('example: raw data starts over; build with --full-refresh, incremental models keep what they saw', info=true) }}
      {% endif %}
      {{ log('example: generating raw data as of ' ~ wanted.as_of, info=true) }}
      {{ example_raw_tables() }}
      {{ example_load(wanted, '-infinity', example_first_month(wanted.as_of)) }}
    {% elif found.as_of < wanted.as_of %}
      {{ log('example: appending raw data from ' ~ found.as_of ~ ' to ' ~ wanted.as_of, info=true) }}
      {{ example_load(wanted, found.as_of ~ ' 00:00:00+00', found.first_month) }}
    {% endif %}
  {% endif %}
{% endmacro %}


{# What was generated last, or none. #}
{% macro example_generated() %}
  {% if run_query("select to_regclass('raw.generated') is not null").rows[0][0] %}
    {% set row = run_query("select to_char(as_of, 'YYYY-MM-DD'), settings, to_char(first_month, 'YYYY-MM-DD') from raw.generated").rows[0] %}
    {{ return({'as_of': row[0], 'settings': row[1], 'first_month': row[2]}) }}
  {% endif %}
  {{ return(none) }}
{% endmacro %}


{# The month in which the first applicants appear: 24 full months before the month of the as-of date. #}
{% macro example_first_month(as_of) %}
  {% set year, month = (as_of[:4] | int), (as_of[5:7] | int) %}
  {{ return('%04d-%02d-01' % (year - 2, month)) }}
{% endmacro %}


{# All rows ingested in [since, as-of), one table after the other; the world's own tables are temporary. #}
{% macro example_load(wanted, since, first_month) %}
  {% set arrived = "ingestion_time >= timestamptz '" ~ since ~ "' and ingestion_time < " ~ as_of_time() %}

  set local jit = off; -- compiling these statements takes longer than running them

  {{ example_world_applicants(first_month) }}
  {{ example_world_loans() }}
  {{ example_world_instalments() }}

  {{ example_raw_applicant_attributes(arrived) }}
  {{ example_raw_loan_snapshots(arrived) }}
  {{ example_raw_payments(arrived) }}
  {{ example_raw_financials(arrived) }}
  {{ example_raw_clickstream(arrived) }}

  drop table world_instalments, world_loans, world_applicants;

  delete from raw.generated;
  insert into raw.generated (as_of, settings, first_month)
  values ('{{ wanted.as_of }}', '{{ wanted.settings }}', '{{ first_month }}');
{% endmacro %}
