{#
  as_of_date() → 'YYYY-MM-DD'

  "Today" for the whole example. No model asks the database for the time: each is a function of the data and of this
  one date, so a build can be repeated to the byte. The default is the day of the run (which keeps source freshness
  green); fix it with --vars '{as_of_date: 2026-01-15}'.

  Everything that reached us before 00:00 UTC of this date exists; nothing later does.
#}
{% macro as_of_date() %}
  {%- set date = var('as_of_date', none) | default(run_started_at.strftime('%Y-%m-%d'), true) | string -%}
  {%- if not modules.re.match('[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', date) -%}
    {%- do exceptions.raise_compiler_error("as_of_date must be a date such as 2026-01-15, not '" ~ date ~ "'") -%}
  {%- endif -%}
  {{- return(date) -}}
{% endmacro %}

{#
  as_of_time() → an expression: the same moment as a timestamptz.
#}
{% macro as_of_time() -%}
  timestamptz '{{ as_of_date() }} 00:00:00+00'
{%- endmacro %}
