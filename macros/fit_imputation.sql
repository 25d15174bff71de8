{#
  fit_imputation(relation, rules, where, fitted_at='now()')

  What to put in where a value is missing, found out on some rows of a relation (those that train): the rows of a log of
  rules, for an incremental model. A rule that comes out as it was is not written again; one that comes out otherwise gets
  the next version, and the old ones stay.

  relation    where the values are
  rules       a list of {column, method, missing, value}. Methods: 'mean', 'median', 'mode', 'min', 'max' of the column,
              and 'constant', which is `value`; `missing` are values that also stand for "missing", as SQL
  where       SQL: which rows to look at, "split = 'train'". It must be written: values fitted on all rows know the rows
              that judge the model
  fitted_at   SQL: the time that is written beside each rule

  Returns a select with the columns
    feature        the column the rule is for
    rule_version   1, 2, … of that feature; the highest is the one in force
    method         how it was found
    missing        what else counts as missing, as written
    fitted_on      the condition
    value          what to put in, as text; null where no row had a value
    rows_fitted    the rows looked at
    rows_missing   those of them without a value
    rule_hash      of all that makes the rule, its value too
    fitted_at      when

  Example:

      {{ config(materialized='incremental') }}
      {{ fit_imputation(ref('training_rows'), where="split = 'train'", rules=[
          {'column': 'income', 'method': 'median', 'missing': [-1]},
          {'column': 'region', 'method': 'constant', 'value': "'unknown'"},
      ]) }}
#}
{% macro fit_imputation(relation, rules, where, fitted_at='now()') %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set me = 'fit_imputation' -%}
  {%- if where is not string or not where | trim -%}
    {%- do assay.refuse(me, 'nothing says which rows to look at', "Write where=\"split = 'train'\", or where='true' if every row may teach") -%}
  {%- endif -%}
  {%- if not assay.is_list(rules) or not rules -%}
    {%- do assay.refuse(me, 'there are no rules', "Write rules=[{'column': 'income', 'method': 'median'}]") -%}
  {%- endif -%}
  {%- set fits = [] -%}
  {%- set features = [] -%}
  {%- for rule in rules -%}
    {%- do fits.append(assay.fitted_value(me, rule)) -%}
    {%- set feature = assay.bare_name(rule.column) -%}
    {%- if feature in features -%}
      {%- do assay.refuse(me, 'there are two rules for ' ~ feature, 'Keep one') -%}
    {%- endif -%}
    {%- do features.append(feature) -%}
  {%- endfor -%}
  {%- set sql -%}
with rows_to_fit as (
    select * from {{ relation }}
    where {{ where }}
),

fitted as (
    {{ fits | join('\n    union all\n    ') }}
),

rules as (
    select
        feature,
        method,
        missing,
        {{ assay.literal(where) }}::text as fitted_on,
        value,
        rows_fitted,
        rows_missing,
        md5(cast(row(feature, method, missing, {{ assay.literal(where) }}::text, value) as text)) as rule_hash
    from fitted
),

in_force as (
    {% if is_incremental() -%}
    select distinct on (feature) feature, rule_version, rule_hash
    from {{ this }}
    order by feature, rule_version desc
    {%- else -%}
    select null::text as feature, null::integer as rule_version, null::text as rule_hash
    where false
    {%- endif %}
)

select
    rules.feature,
    coalesce(in_force.rule_version, 0) + 1 as rule_version,
    rules.method,
    rules.missing,
    rules.fitted_on,
    rules.value,
    rules.rows_fitted,
    rules.rows_missing,
    rules.rule_hash,
    {{ fitted_at }} as fitted_at
from rules
left join in_force using (feature)
where in_force.rule_hash is distinct from rules.rule_hash
  {%- endset -%}
  {{- return(sql) -}}
{% endmacro %}
