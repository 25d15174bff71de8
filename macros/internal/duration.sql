{#
  duration(me, what, value)
  Reads a length of time: whole or decimal numbers with units, as in '7 days' or '1 hour 30 minutes'.

  Weeks and days become hours, so that a day has 24 of them in every session time zone; months and years stay calendar ones.
  Returns {sql, label, months, microseconds}: `sql` is an interval literal, `label` is for names ('7_days'), the two
  numbers are for comparing lengths. Refuses anything that is not a positive or zero length.
#}
{% macro duration(me, what, value) %}
  {%- set remedy = 'Write a number and a unit in microseconds, milliseconds, seconds, minutes, hours, days, weeks, months or years, such as '
                   ~ what ~ "='7 days'" -%}
  {%- set text = value | string | trim | lower -%}
  {%- if text.startswith('-') -%}
    {%- do assay.refuse(me, what ~ " is negative ('" ~ value ~ "')", remedy) -%}
  {%- endif -%}
  {%- if value is not string or not modules.re.match('^([0-9]+([.][0-9]+)? *[a-z]+ *)+$', text) -%}
    {%- do assay.refuse(me, what ~ " is not a length of time ('" ~ value ~ "')", remedy) -%}
  {%- endif -%}

  {%- set microseconds = {'hour': 3600000000, 'minute': 60000000, 'second': 1000000, 'millisecond': 1000, 'microsecond': 1} -%}
  {%- set hours_in = {'week': 168, 'day': 24, 'hour': 1} -%}
  {%- set amounts = {} -%}
  {%- set seen = [] -%}
  {%- set label = [] -%}
  {%- for amount, written in modules.re.findall('([0-9]+(?:[.][0-9]+)?) *([a-z]+)', text) -%}
    {%- set unit = written[:-1] if written[-1] == 's' else written -%}
    {%- if unit not in hours_in and unit not in microseconds and unit not in ['month', 'year'] -%}
      {%- do assay.refuse(me, what ~ " has an unknown unit ('" ~ written ~ "' in '" ~ value ~ "')", remedy) -%}
    {%- endif -%}
    {%- if unit in seen -%}
      {%- do assay.refuse(me, what ~ " names a unit twice ('" ~ value ~ "')", 'Add the two up') -%}
    {%- endif -%}
    {%- if '.' in amount and unit in ['week', 'day', 'month', 'year'] -%}
      {%- do assay.refuse(me, what ~ " has a fraction of a " ~ unit ~ " ('" ~ value ~ "')",
                          'Write whole months and years, and hours for parts of a day') -%}
    {%- endif -%}
    {%- do seen.append(unit) -%}
    {%- do label.append((amount | replace('.', '_')) ~ '_' ~ written) -%}
    {%- set number = amount | float if '.' in amount else amount | int -%}
    {%- if unit in hours_in -%}
      {%- do amounts.update({'hour': amounts.get('hour', 0) + number * hours_in[unit]}) -%}
    {%- else -%}
      {%- do amounts.update({unit: number}) -%}
    {%- endif -%}
  {%- endfor -%}

  {%- set parts = [] -%}
  {%- set total = namespace(microseconds=0) -%}
  {%- for unit in ['year', 'month', 'hour', 'minute', 'second', 'millisecond', 'microsecond'] if unit in amounts -%}
    {%- do parts.append(amounts[unit] ~ ' ' ~ unit ~ ('' if amounts[unit] == 1 else 's')) -%}
    {%- set total.microseconds = total.microseconds + amounts[unit] * microseconds.get(unit, 0) -%}
  {%- endfor -%}
  {{ return({
    'sql': "interval '" ~ parts | join(' ') ~ "'",
    'label': label | join('_'),
    'months': 12 * amounts.get('year', 0) + amounts.get('month', 0),
    'microseconds': total.microseconds
  }) }}
{% endmacro %}


{#
  is_zero(duration)
#}
{% macro is_zero(duration) %}
  {{ return(duration.months == 0 and duration.microseconds == 0) }}
{% endmacro %}


{#
  longest(durations)
  Those of a list that no other of it is surely as long as or longer than: one, unless hours and calendar months meet
  ('30 days' and '1 month' take turns).
#}
{% macro longest(durations) %}
  {%- set kept = [] -%}
  {%- for length in durations -%}
    {%- set beaten = namespace(yes=false) -%}
    {%- for other in durations -%}
      {%- if other.months >= length.months and other.microseconds >= length.microseconds
             and (other.months > length.months or other.microseconds > length.microseconds) -%}
        {%- set beaten.yes = true -%}
      {%- endif -%}
    {%- endfor -%}
    {%- if not beaten.yes and length.sql not in kept | map(attribute='sql') | list -%}
      {%- do kept.append(length) -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return(kept) }}
{% endmacro %}
