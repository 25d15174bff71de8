{#
  datediff, which Postgres has no function for. A part counts the next coarser one, times how often it fits, plus the
  difference of its own field; weeks begin on Sunday. Tokens are dbt's.
#}
{% macro postgres__datediff(first_date, second_date, datepart) -%}
  {%- set parts = {
    'quarter': {'coarser': 'year', 'times': 4, 'type': 'date'},
    'month': {'coarser': 'year', 'times': 12, 'type': 'date'},
    'hour': {'coarser': 'day', 'times': 24, 'type': 'timestamp'},
    'minute': {'coarser': 'hour', 'times': 60, 'type': 'timestamp'},
    'second': {'coarser': 'minute', 'times': 60, 'type': 'timestamp', 'floor': true},
    'millisecond': {'coarser': 'minute', 'times': 60000, 'type': 'timestamp', 'floor': true},
    'microsecond': {'coarser': 'minute', 'times': 60000000, 'type': 'timestamp', 'floor': true}
  } %}
  {% if datepart == 'year' %}
    (date_part('year', ({{ second_date }})::date) - date_part('year', ({{ first_date }})::date))
  {% elif datepart == 'day' %}
    (({{ second_date }})::date - ({{ first_date }})::date)
  {% elif datepart == 'week' %}
    ({{ datediff(first_date, second_date, 'day') }} / 7 + case
      when date_part('dow', ({{ first_date }})::timestamp) <= date_part('dow', ({{ second_date }})::timestamp) then
        case when {{ first_date }} <= {{ second_date }} then 0 else -1 end
      else
        case when {{ first_date }} <= {{ second_date }} then 1 else 0 end
    end)
  {% elif datepart in parts %}
    {%- set part = parts[datepart] -%}
    {%- set before = ('floor(' if part.get('floor') else '') ~ "date_part('" ~ datepart ~ "', (" -%}
    {%- set after = ')::' ~ part['type'] ~ ')' ~ (')' if part.get('floor') else '') %}
    ({{ datediff(first_date, second_date, part['coarser']) }} * {{ part['times'] }}
      + {{ before }}{{ second_date }}{{ after }} - {{ before }}{{ first_date }}{{ after }})
  {% else %}
    {% do exceptions.raise_compiler_error('Unsupported datepart for macro datediff in postgres: {!r}'.format(datepart)) %}
  {% endif %}
{%- endmacro %}
