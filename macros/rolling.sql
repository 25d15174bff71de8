{#
  rolling_avg | rolling_sum | rolling_count | rolling_min | rolling_max | rolling_stddev
      (column, entity, event_time, window, include_current=false, late_data=none)

  An aggregate over the rows of the same entity in the time before each row: [T - window, T), where T is the row's own event
  time. Plain windows: they know event time only. What became known late is honoured by rolling_features.

  column           a column or an SQL expression; rolling_count also takes '*'
  entity           a column, or a list
  event_time       the column to look back along
  window           '7 days', '1 hour', '3 months': days and weeks are written as hours, months are calendar ones
  include_current  true: [T - window, T], with every row of the moment T; false: with none of them
  late_data        'accepted': allow it in a feature model that reads a relation with a knowledge_time

  Returns an expression. An empty sum is null, count counts values that are not null, stddev is the sample's.

  Example:

      select
          *,
          {{ rolling_sum('amount', 'customer_id', 'occurred_at', '7 days') }} as spent_7_days,
          {{ rolling_count('*', 'customer_id', 'occurred_at', '1 hour', include_current=true) }} as payments_1_hour
      from {{ ref('payments') }}
#}
{% macro rolling_avg(column, entity, event_time, window, include_current=false, late_data=none) %}
  {{- return(assay.rolling_window('rolling_avg', 'avg', column, entity, event_time, window, include_current, late_data)) -}}
{% endmacro %}

{% macro rolling_sum(column, entity, event_time, window, include_current=false, late_data=none) %}
  {{- return(assay.rolling_window('rolling_sum', 'sum', column, entity, event_time, window, include_current, late_data)) -}}
{% endmacro %}

{% macro rolling_count(column, entity, event_time, window, include_current=false, late_data=none) %}
  {{- return(assay.rolling_window('rolling_count', 'count', column, entity, event_time, window, include_current, late_data)) -}}
{% endmacro %}

{% macro rolling_min(column, entity, event_time, window, include_current=false, late_data=none) %}
  {{- return(assay.rolling_window('rolling_min', 'min', column, entity, event_time, window, include_current, late_data)) -}}
{% endmacro %}

{% macro rolling_max(column, entity, event_time, window, include_current=false, late_data=none) %}
  {{- return(assay.rolling_window('rolling_max', 'max', column, entity, event_time, window, include_current, late_data)) -}}
{% endmacro %}

{% macro rolling_stddev(column, entity, event_time, window, include_current=false, late_data=none) %}
  {{- return(assay.rolling_window('rolling_stddev', 'stddev', column, entity, event_time, window, include_current, late_data)) -}}
{% endmacro %}

