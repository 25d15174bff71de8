{#
  rolling_features(spine, events, aggregations=[{function, column, where=, name=}], windows=['7 days', …],
                   include_current=false, prefix='', entity=, spine_time=, event_time=, knowledge_time=,
                   availability_delay=, tie_break=, event_key=, strategy='auto')

  For each row of the spine and each window, aggregates over the events of its entity in [T - window, T), where T is the
  spine's time, counting only what was known by T (both clocks). All of them in one pass over the events.

  spine            a relation or the name of a CTE: the rows to enrich
  events           a relation or the name of a CTE: the events to aggregate
  aggregations     a list of {function, column, where, name}: function is avg, sum, count, min, max or stddev; column is a
                   column, an SQL expression over the events (then `name` is needed), or '*' for count; where is an SQL
                   condition on the event; name takes the column's place in the output's name
  windows          lengths such as '7 days'
  include_current  true: [T - window, T], with every event of the moment T; false: with none of them
  prefix           goes before the names of the columns
  strategy         'lateral': reads the events of the longest window for each spine row; 'carry_forward': sums and extremes
                   run over one list of spine and events, however many a window holds; 'auto'
  entity … event_key   as in as_of_join; of an event's corrections (event_key) the newest known by T counts

  Returns a select: every column of the spine, then `<function>_<column or name>_<window>` for each aggregation and window
  (sum_amount_7_days; count of '*' is count_rows_7_days). Without events a count is 0 and everything else null.

  Example:

      {{ rolling_features(ref('loans'), ref('payments'), entity={'applicant_id': 'payer_id'}, windows=['7 days', '90 days'],
          aggregations=[
              {'function': 'sum', 'column': 'amount'},
              {'function': 'count', 'column': '*', 'where': "status = 'late'", 'name': 'late'}
          ]) }}
#}
{% macro rolling_features(
    spine,
    events,
    aggregations=none,
    windows=none,
    include_current=false,
    prefix='',
    entity=none,
    spine_time=none,
    event_time=none,
    knowledge_time=none,
    availability_delay=none,
    tie_break=none,
    event_key=none,
    strategy='auto'
) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set me = 'rolling_features' -%}
  {%- set relation = assay.history_of(me, 'the relation of events', events) -%}
  {%- set rows = assay.spine_rows(me, spine) -%}
  {%- set clocks = assay.clocks(me, events, {'event_time': event_time, 'knowledge_time': knowledge_time, 'availability_delay': availability_delay,
                                             'tie_break': tie_break, 'event_key': event_key}) -%}
  {%- if clocks.static -%}
    {%- do assay.refuse(me, clocks.name ~ ' is static, so it has no times to look back over', 'Declare its event_time, or bring its columns over with as_of_join') -%}
  {%- endif -%}
  {%- if include_current is not boolean -%}
    {%- do assay.refuse(me, 'include_current must be true or false, not ' ~ include_current, 'Write include_current=true') -%}
  {%- endif -%}
  {%- if prefix is not string -%}
    {%- do assay.refuse(me, 'prefix must be text, not ' ~ prefix, "Write prefix='payments_'") -%}
  {%- endif -%}
  {%- set pairs = assay.entity_pairs(me, entity, clocks.entity, assay.declared(me, spine).entity) -%}
  {%- set time_column = assay.spine_clock(me, spine, spine_time) -%}
  {%- set time = assay.column_of('spine', time_column) -%}
  {%- set lengths = [] -%}
  {%- for window in assay.name_list(me, 'windows', windows) -%}
    {%- do lengths.append(assay.window_length(me, window)) -%}
  {%- endfor -%}
  {%- if not lengths -%}
    {%- do assay.refuse(me, 'there are no windows', "Write windows=['7 days', '30 days']") -%}
  {%- endif -%}

  {%- set names = assay.spine_outputs(me, spine, pairs, time_column) -%}
  {%- set settled = assay.rolling_aggregations(me, aggregations, clocks, time) -%}
  {%- set plan = assay.rolling_plan(me, spine, events, clocks, pairs, settled, lengths, strategy) -%}
  {%- set carries = plan.name == 'carry_forward' -%}
  {%- set relation = relation if plan.stand_in is none else plan.stand_in -%}
  {%- set outputs = ['    spine.*'] -%}
  {%- set measures = {} -%}
  {# By alias: what is looked up in one pass, and the conditions under which it is needed. #}
  {%- set lookups = {} -%}
  {%- for one in settled -%}
    {# Refuses an unknown function, and a sum of '*'. #}
    {%- do assay.aggregate_sql(me, one.function, one.value, one.value, none, none, one.value) -%}
    {%- set measure = assay.measure_of(measures, one) -%}
    {%- set extreme = one.function in ['min', 'max'] -%}
    {%- for length in lengths -%}
      {%- set output = prefix ~ one.function ~ '_' ~ one.name ~ '_' ~ length.label -%}
      {%- do names.append([output, one.origin]) -%}
      {%- set alias = 'rolled_' ~ loop.index if carries else 'rolled' -%}
      {%- set looked_up = alias ~ '.' ~ assay.quote_name(output) -%}
      {%- set swept = 'carried.' ~ assay.running(one.function, measure, loop.index) if extreme else assay.swept_value(one.function, measure, loop.index) -%}
      {%- if not carries or extreme and plan.looks_up -%}
        {%- set unsure = 'carried.' ~ assay.running('unsure_' ~ one.function, measure, loop.index) -%}
        {%- set swept = 'case when ' ~ unsure ~ ' then ' ~ looked_up ~ ' else ' ~ swept ~ ' end' -%}
        {%- set lookup = lookups.setdefault(alias, {'wanted': [], 'only_if': []}) -%}
        {%- do lookup.wanted.append({'function': one.function, 'value': one.value, 'where': one.where, 'length': length, 'output': output}) -%}
        {%- do lookup.only_if.append(unsure) -%}
      {%- endif -%}
      {%- do outputs.append('    ' ~ (swept ~ ' as ' ~ assay.quote_name(output) if carries else looked_up)) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- do assay.refuse_duplicates(me, names) -%}

  {%- if carries -%}
    {%- set from = ['(\n' ~ assay.rolling_carry_forward(rows, relation, clocks, pairs, time_column, lengths, measures.values() | list, include_current)
                    ~ '\n) as carried', 'cross join lateral (select (carried.spine).*) as spine'] -%}
  {%- else -%}
    {%- set from = ['(' ~ assay.sorted_spine(rows, pairs, time_column) ~ ') as spine'] -%}
  {%- endif -%}
  {%- for alias, lookup in lookups.items() -%}
    {%- do from.append(assay.rolling_lookup(me, alias, relation, clocks, pairs, time, lookup.wanted, include_current, lookup.only_if | join(' or ') if carries else none)) -%}
  {%- endfor -%}
  {{ return(assay.sql_comment(['assay.rolling_features', clocks.name ~ ': ' ~ plan.reason]) ~ '\nselect\n' ~ outputs | join(',\n') ~ '\nfrom ' ~ from | join('\n')) }}
{% endmacro %}
