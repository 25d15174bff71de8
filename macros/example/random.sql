{#
  Pseudo-random numbers that every Postgres (14 to 18, and PGlite) draws alike: a number is a hash of the seed, of what
  is drawn and of whom for. No state, no order: the same loan gets the same number whenever and wherever it is asked.
  Only the four basic operations of floating point follow, which IEEE 754 fixes to the last bit; no exp, ln or sqrt.

  example_uniform(what, id)                 → a double in [0, 1)
  example_between(what, id, low, high)      → an integer in [low, high], both ends included
  example_pick(what, id, [[value, weight]]) → one of the values, with odds as the weights

  `what` is a plain word; `id` an SQL expression of type text (a date goes through to_char: sessions print dates differently):

      {{ example_pick('region', 'applicant_id', [['north', 70], ['south', 30]]) }} as region
#}
{% macro example_uniform(what, id) -%}
  (('x' || substr(md5('{{ var('example_seed') }}:{{ what }}:' || {{ id }}), 1, 8))::bit(32)::bigint / 4294967296::float8)
{%- endmacro %}

{% macro example_between(what, id, low, high) -%}
  ({{ low }} + floor({{ example_uniform(what, id) }} * ({{ high }} - {{ low }} + 1))::int)
{%- endmacro %}

{% macro example_pick(what, id, choices) -%}
  {%- set values = [] -%}
  {%- set bounds = [] -%}
  {%- set total = choices | sum(attribute=1) -%}
  {%- set ns = namespace(below=0) -%}
  {%- for value, weight in choices -%}
    {%- do values.append("'" ~ value ~ "'") -%}
    {%- set ns.below = ns.below + weight -%}
    {%- if not loop.last -%}{%- do bounds.append((ns.below / total) | round(6) | string) -%}{%- endif -%}
  {%- endfor -%}
  (array[{{ values | join(', ') }}])[1 + width_bucket({{ example_uniform(what, id) }}, array[{{ bounds | join(', ') }}]::float8[])]
{%- endmacro %}
