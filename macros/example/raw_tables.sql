{#
  example_raw_tables() → the empty raw tables, as five source systems deliver them.

  Truncated, not dropped, when they exist: views stand on them. Types are the senders': the CRM exports text, the web
  sends JSON, one core banking system counts in cents and the other does not. Putting that right is silver's work.
#}
{% macro example_raw_tables() %}
  create schema if not exists raw;

  create table if not exists raw.generated (as_of date not null, settings text not null, first_month date not null);

  create table if not exists raw.applicant_attributes (
    change_id text, revision integer, applicant_id text,
    employment_status text, region_code text, household_size text, stated_income text, income_unit text,
    {{ example_provenance_columns() }}
  );

  create table if not exists raw.loan_snapshots (
    loan_id text, snapshot_date date, revision integer, applicant_id text, product_code text, status text,
    principal numeric, outstanding numeric, instalment numeric, amount_unit text,
    annual_rate numeric, term_months integer, disbursed_at timestamptz, days_past_due integer,
    {{ example_provenance_columns() }}
  );

  create table if not exists raw.payments (
    payment_id text, revision integer, loan_id text, amount bigint, amount_unit text, method text, status text,
    {{ example_provenance_columns() }}
  );

  create table if not exists raw.financials (
    statement_id text, revision integer, applicant_id text, statement_month date,
    income numeric, expenses numeric, closing_balance numeric, amount_unit text, overdraft_days integer,
    {{ example_provenance_columns() }}
  );

  create table if not exists raw.clickstream (
    event_id text, applicant_id text, session_id text, event_type text, properties jsonb,
    {{ example_provenance_columns() }}
  );

  truncate raw.generated, raw.applicant_attributes, raw.loan_snapshots, raw.payments, raw.financials, raw.clickstream;
{% endmacro %}


{# What every raw row carries: when it happened, when it reached us, in which form, from where, with which batch. #}
{% macro example_provenance_columns() -%}
  event_time timestamptz, ingestion_time timestamptz, schema_version integer, source_name text, batch_id text
{%- endmacro %}
