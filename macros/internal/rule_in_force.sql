{#
  rule_in_force(rules, column, type, rule_version)
  The value that a log of imputation rules holds for a column: of the version asked for, else of the newest. Nothing in
  it depends on the row, so PostgreSQL looks it up once.
#}
{% macro rule_in_force(rules, column, type, rule_version) %}
  {%- set feature = assay.literal(assay.bare_name(column)) -%}
  {%- set version = '' if rule_version is none else ' and rules.rule_version = ' ~ rule_version -%}
  {{ return('(select rules.value::' ~ type ~ ' from ' ~ rules ~ ' as rules where rules.feature = ' ~ feature ~ version ~ ' order by rules.rule_version desc limit 1)') }}
{% endmacro %}
