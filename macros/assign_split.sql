{#
  assign_split(rows, spans, spine_time='prediction_time', label_observed_at=none, as_of=none, group_by=none, split='split')

  The rows whose prediction lies in one of some spans of time, with the span's name as a last column. What lies in none,
  and what has no time, is left out. Training sets are built with it: there `spans` is worked out from `splits:`.

  rows                a relation, the name of a CTE, or a select as text
  spans               a list of {name, start, end}: from start on, up to but without end. Times are texts with their
                      zone; they are compared as the type of the column
  spine_time          the column with the prediction time
  label_observed_at   the column that says when the label was known; with it
  as_of               the moment of training: rows whose label was not known by then are left out
  group_by            a column or a list: rows of a group (a customer) stay in the split it is first seen in, its rows in
                      later splits are left out. A null groups nothing
  split               the name of the new column

  Example:

      {{ assay.assign_split(ref('loan_spine'), spans=[
           {'name': 'train', 'start': '2024-01-01 00:00:00+00', 'end': '2025-01-01 00:00:00+00'},
           {'name': 'test', 'start': '2025-01-01 00:00:00+00', 'end': '2025-03-01 00:00:00+00'},
      ]) }}
#}
{% macro assign_split(rows, spans, spine_time='prediction_time', label_observed_at=none, as_of=none, group_by=none, split='split') %}
  {%- set me = 'assign_split' -%}
  {%- set groups = assay.name_list(me, 'group_by', group_by) -%}
  {%- if execute and not spans -%}
    {%- do assay.refuse(me, 'there are no spans', "Write spans=[{'name': 'train', 'start': '2024-01-01', 'end': '2025-01-01'}]") -%}
  {%- endif -%}
  {%- if execute and (label_observed_at is none) != (as_of is none) -%}
    {%- do assay.refuse(me, 'label_observed_at and as_of come together', "Write label_observed_at='observed_at', as_of='2025-06-01'") -%}
  {%- endif -%}
  {%- set time = assay.column_of('given', spine_time) -%}
  {%- set name = assay.quote_name(split) -%}
  {%- set within = [] -%}
  {%- set cases = [] -%}
  {%- set order = [] -%}
  {%- for span in spans or [] -%}
    {%- set inside = time ~ ' >= ' ~ dbt.string_literal(span.start) ~ ' and ' ~ time ~ ' < ' ~ dbt.string_literal(span.end) -%}
    {%- set literal = dbt.string_literal(dbt.escape_single_quotes(span.name)) -%}
    {%- do within.append('(' ~ inside ~ ')') -%}
    {%- do cases.append('when ' ~ inside ~ ' then ' ~ literal) -%}
    {%- do order.append(literal) -%}
  {%- endfor -%}
  {%- set from_rows = '(\n' ~ rows ~ '\n)' if rows is string and not assay.is_plain_name(rows) else rows -%}
  {%- set placed -%}
select
  given.*,
  case
    {{ cases | join('\n    ') }}
  end as {{ name }}
from {{ from_rows }} as given
where ({{ within | join('\n    or ') }})
  {%- if label_observed_at is not none %}
  and {{ assay.column_of('given', label_observed_at) }} <= {{ dbt.string_literal(as_of) }}
  {%- endif -%}
  {%- endset -%}
  {%- if not groups -%}
{{ placed }}
  {%- else -%}
    {%- set place = 'array_position(array[' ~ order | join(', ') ~ '], ' -%}
    {%- set keys = [] -%}
    {%- set same = [] -%}
    {%- for column in groups -%}
      {%- do keys.append(assay.quote_name(column)) -%}
      {%- do same.append(assay.column_of('first_seen', column) ~ ' = ' ~ assay.column_of('placed', column)) -%}
    {%- endfor -%}
with placed as (
{{ placed }}
),
first_seen as (
  select {{ keys | join(', ') }}, min({{ place }}{{ name }})) as place
  from placed
  group by {{ keys | join(', ') }}
)
select placed.*
from placed
left join first_seen on {{ same | join(' and ') }}
where coalesce(first_seen.place = {{ place }}placed.{{ name }}), true)
  {%- endif -%}
{% endmacro %}
