{#
  convert_unit(value, from_unit, to_unit=none, units=, unit='unit_code', base='base_unit', factor='factor')

  A value in another unit, by a table that says how each unit relates to its base unit: value * factor is in base units.

  value       a column or SQL expression
  from_unit   the unit it is in, as SQL: a column, or "'EUR_CENT'"
  to_unit     the unit wanted, as SQL. Default: the base unit of `from_unit`
  units       the table of units: a relation with one row for each unit
  unit, base, factor   its columns

  Returns an expression; null where a unit is not in the table, or the two have different base units. A unit that stands
  there twice is an error of the query.

  Example:

      {{ convert_unit('duration', from_unit='duration_unit', to_unit="'S'", units=ref('dim_units')) }} as seconds
#}
{% macro convert_unit(value, from_unit, to_unit=none, units=none, unit='unit_code', base='base_unit', factor='factor') %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- if not assay.is_relation(units) and units is not string -%}
    {%- do assay.refuse('convert_unit', 'there is no table of units', "Write units=ref('dim_units'): a relation with the columns " ~ unit ~ ', ' ~ base ~ ' and ' ~ factor) -%}
  {%- endif -%}
  {# The columns get names of their own, so that a column of the query with the name of one of them stays what it is. #}
  {%- set table = '(select ' ~ assay.quote_name(unit) ~ ' as assay_unit, ' ~ assay.quote_name(base) ~ ' as assay_base, ' ~ assay.quote_name(factor) ~ ' as assay_factor from ' ~ units ~ ')' -%}
  {%- set value_sql = assay.operand(value) -%}
  {%- if to_unit is none -%}
    {{- return('(' ~ value_sql ~ ' * (select assay_from.assay_factor from ' ~ table ~ ' as assay_from where assay_from.assay_unit = ' ~ from_unit ~ '))') -}}
  {%- endif -%}
  {{- return('(' ~ value_sql ~ ' * (select assay_from.assay_factor / assay_to.assay_factor from ' ~ table ~ ' as assay_from join ' ~ table
             ~ ' as assay_to on assay_to.assay_base = assay_from.assay_base where assay_from.assay_unit = ' ~ from_unit ~ ' and assay_to.assay_unit = ' ~ to_unit ~ '))') -}}
{% endmacro %}
