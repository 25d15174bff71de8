{# dateadd by interval arithmetic; `datepart` is whatever stands in an interval literal (so no quarters). #}
{% macro postgres__dateadd(datepart, interval, from_date_or_timestamp) %}
  {{ from_date_or_timestamp }} + ((interval '1 {{ datepart }}') * ({{ interval }}))
{% endmacro %}
