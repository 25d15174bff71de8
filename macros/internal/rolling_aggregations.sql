{#
  rolling_aggregations(me, aggregations, clocks, time)
  Each aggregation settled: {function, name, value: SQL over the event `e`, plain: the column or none, whole: whether other
  columns may be read, where: SQL or none, origin: for messages}.
#}
{% macro rolling_aggregations(me, aggregations, clocks, time) %}
  {%- set example = "Write aggregations=[{'function': 'sum', 'column': 'amount'}]" -%}
  {%- if not assay.is_list(aggregations) or not aggregations -%}
    {%- do assay.refuse(me, 'there are no aggregations', example) -%}
  {%- endif -%}
  {%- set settled = [] -%}
  {%- for entry in aggregations -%}
    {%- if entry is not mapping or not entry.get('function') or not entry.get('column') -%}
      {%- do assay.refuse(me, 'aggregation ' ~ loop.index ~ ' has no function or no column', example) -%}
    {%- endif -%}
    {%- for key in entry if key not in ['function', 'column', 'where', 'name'] -%}
      {%- do assay.refuse(me, 'aggregation ' ~ loop.index ~ ' has the unknown option ' ~ key, 'The options are function, column, where, name') -%}
    {%- endfor -%}
    {%- set column = entry.column -%}
    {%- set plain = assay.is_plain_name(column) -%}
    {%- if column == '*' -%}
      {%- set value = '*' -%}
      {%- set name = 'rows' -%}
    {%- elif plain -%}
      {%- set value = assay.value_at('e', column, clocks, time) -%}
      {%- set name = assay.bare_name(column) -%}
    {%- else -%}
      {%- set value = assay.known_expression(column, clocks, time) -%}
      {%- set name = none -%}
    {%- endif -%}
    {%- set name = entry.get('name') or name -%}
    {%- if name is none -%}
      {%- do assay.refuse(me, "aggregation " ~ loop.index ~ " is over the expression '" ~ column ~ "' and has no name", "Add 'name': '…', which goes into the column's name") -%}
    {%- endif -%}
    {%- set where = entry.get('where') -%}
    {%- do settled.append({
      'function': entry.function,
      'name': name,
      'value': value,
      'plain': column if plain else none,
      'whole': where is not none and where or not plain and column != '*',
      'where': '(' ~ assay.known_expression(where, clocks, time) ~ ')' if where else none,
      'origin': 'aggregation ' ~ loop.index ~ ' over ' ~ clocks.name
    }) -%}
  {%- endfor -%}
  {{ return(settled) }}
{% endmacro %}


{#
  known_expression(expression, clocks, time)
  A user's expression over the event `e`. Columns that are written later than their row are put in front of it under their
  own names, null until they were written, so that the expression sees no more than was known.
#}
{% macro known_expression(expression, clocks, time) %}
  {%- if not clocks.late -%}{{ return(expression) }}{%- endif -%}
  {%- set hidden = [] -%}
  {%- for column in clocks.late -%}
    {%- do hidden.append(assay.value_at('e', column, clocks, time) ~ ' as ' ~ assay.quote_name(column)) -%}
  {%- endfor -%}
  {{ return('(select ' ~ expression ~ ' from (select ' ~ hidden | join(', ') ~ ') as then_known)') }}
{% endmacro %}


{#
  ask(asked, sql, kind)
  Notes an expression over the event among those computed once (`asked`: {SQL: column}) and returns the column to read.
#}
{% macro ask(asked, sql, kind) %}
  {%- if sql not in asked -%}
    {%- do asked.update({sql: kind ~ '_' ~ (asked | length + 1)}) -%}
  {%- endif -%}
  {{ return('e.' ~ asked[sql]) }}
{% endmacro %}


{#
  version_number(row, clocks)
  1 for one of the versions of an event that are equal in everything, and for every event without a key.
#}
{% macro version_number(row, clocks) %}
  {%- set keys = [] -%}
  {%- set absent = [] -%}
  {%- for key in clocks.event_key -%}
    {%- do keys.append(assay.column_of(row, key)) -%}
    {%- do absent.append(assay.column_of(row, key) ~ ' is null') -%}
  {%- endfor -%}
  {{ return('case when ' ~ absent | join(' or ') ~ ' then 1 else row_number() over (partition by ' ~ keys | join(', ') ~ ') end') }}
{% endmacro %}
