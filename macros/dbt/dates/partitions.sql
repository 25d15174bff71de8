{# Days counted in Jinja, for date-sharded sources. Nothing here touches the database. #}

{# The text `date_str` read by a strptime format, as a datetime; a compilation error says if it does not fit. #}
{% macro convert_datetime(date_str, date_fmt) %}
  {% set problem = "The provided partition date '" ~ date_str ~ "' does not match the expected format '" ~ date_fmt ~ "'" %}
  {% do return(try_or_compiler_error(problem, modules.datetime.datetime.strptime, date_str.strip(), date_fmt)) %}
{% endmacro %}


{#
  Every day from start to end, both included (one day without an end): a list of texts in `out_fmt`, or of datetimes if
  that is empty.
#}
{% macro dates_in_range(start_date_str, end_date_str=none, in_fmt='%Y%m%d', out_fmt='%Y%m%d') %}
  {% set first = convert_datetime(start_date_str, in_fmt) %}
  {% set last = convert_datetime(start_date_str if end_date_str is none else end_date_str, in_fmt) %}
  {% if last < first %}
    {% set problem = 'Partition start date is after the end date (' ~ first ~ ', ' ~ last ~ ')' %}
    {% do exceptions.raise_compiler_error(problem, model) %}
  {% endif %}

  {% set days = [] %}
  {% for offset in range((last - first).days + 1) %}
    {% set day = first + modules.datetime.timedelta(days=offset) %}
    {% do days.append(day.strftime(out_fmt) if out_fmt else day) %}
  {% endfor %}
  {% do return(days) %}
{% endmacro %}


{# dates_in_range of one text, `<start>` or `<start>,<end>`; the days come back as `%Y%m%d`. #}
{% macro partition_range(raw_partition_date, date_fmt='%Y%m%d') %}
  {% set ends = (raw_partition_date | string).split(',') %}
  {% if ends | length > 2 %}
    {% do exceptions.raise_compiler_error(
      'Invalid partition time. Expected format: {Start Date}[,{End Date}]. Got: ' ~ raw_partition_date
    ) %}
  {% endif %}
  {% do return(dates_in_range(ends[0], ends[1] if ends | length == 2 else none, in_fmt=date_fmt)) %}
{% endmacro %}


{# The local time now as 20 digits, from the year to the microsecond. #}
{% macro py_current_timestring() %}
  {% do return(modules.datetime.datetime.now().strftime('%Y%m%d%H%M%S%f')) %}
{% endmacro %}
