{#
  rolling_plan(me, spine, events, clocks, pairs, aggregations, lengths, strategy)
  {name, reason, stand_in, looks_up}: how windows are aggregated, and why; `stand_in` is what to read in the events' place, or
  none; `looks_up` whether what is carried forward may have to be looked up as well, since an event came late.
  What runs cannot take back what was corrected or fill in what was written later, and a calendar month has no
  length to leave after.
#}
{% macro rolling_plan(me, spine, events, clocks, pairs, aggregations, lengths, strategy) %}
  {%- if strategy not in ['auto', 'lateral', 'carry_forward'] -%}
    {%- do assay.refuse(me, 'the strategy ' ~ strategy ~ ' is unknown', "Write strategy='auto', 'lateral' or 'carry_forward'") -%}
  {%- endif -%}
  {%- set calendar = lengths | selectattr('months') | list -%}
  {%- set obstacle = clocks.name ~ ' has an event_key, and carry_forward cannot take back an event that was corrected' if clocks.event_key
                     else clocks.name ~ ' has columns that are written later than their rows, and carry_forward reads a row once' if clocks.late
                     else 'a calendar month is not the same length everywhere, and carry_forward must know when an event leaves a window' if calendar or (clocks.delay is not none and clocks.delay.months)
                     else none -%}
  {%- set extremes = aggregations | selectattr('function', 'in', ['min', 'max']) | list | length > 0 -%}
  {%- set late = extremes and assay.can_be_late(lengths, clocks) -%}
  {%- set sweep = 'sums and extremes run over one list of spine and events' ~ (', and an extreme that came late is looked up' if late else '') -%}
  {%- if strategy == 'carry_forward' -%}
    {%- if obstacle is not none -%}{%- do assay.refuse(me, obstacle, "Write strategy='lateral'") -%}{%- endif -%}
    {{ return({'name': 'carry_forward', 'reason': 'carry_forward, as the call asks: ' ~ sweep ~ ('' if late else ', no index needed'), 'stand_in': none, 'looks_up': late}) }}
  {%- endif -%}
  {%- set lateral = "lateral, which aggregates at the spine's times only, and every column in the same pass over the events; " -%}

  {%- set read = [] -%}
  {%- for one in aggregations if one.plain is not none -%}{%- do read.append(one.plain) -%}{%- endfor -%}
  {%- set whole = clocks.event_key or aggregations | selectattr('whole') | list -%}
  {%- set longest = namespace(seconds=0) -%}
  {%- for length in lengths -%}
    {%- set longest.seconds = [longest.seconds, (length.months * 2592000) + (length.microseconds / 1000000)] | max -%}
  {%- endfor -%}
  {%- set plan = assay.look_back(spine, events, clocks, pairs, none if whole else read,
                                 strategy == 'auto' and obstacle is none, {'count': lengths | length, 'seconds': longest.seconds, 'extremes': extremes, 'looks_up': late}) -%}
  {%- if plan is none -%}
    {{ return({'name': 'lateral', 'stand_in': none, 'looks_up': true, 'reason': lateral ~ ('a CTE has no index, so make a large one a model' if assay.is_cte(events) else 'wants an index on ' ~ assay.wanted_index(events, clocks, pairs))}) }}
  {%- endif -%}
  {%- set chosen = ('chosen by auto ' if strategy == 'auto' else 'as the call asks, ') ~ plan.reason -%}
  {%- if plan.strategy == 'carry_forward' -%}
    {{ return({'name': 'carry_forward', 'stand_in': plan.stand_in, 'looks_up': late, 'reason': 'carry_forward, ' ~ chosen ~ ': ' ~ sweep}) }}
  {%- endif -%}
  {{ return({'name': 'lateral', 'stand_in': plan.stand_in, 'looks_up': true, 'reason': lateral ~ chosen}) }}
{% endmacro %}


{#
  measure_of(measures, aggregation)
  The place (from 1) of what an aggregation runs over among the `measures`: {SQL: {value, where, counted, exact, squares,
  extremes: [min, max] as far as they are asked for}}.
#}
{% macro measure_of(measures, aggregation) %}
  {%- set key = aggregation.value ~ ' where ' ~ aggregation.where -%}
  {%- if key not in measures -%}
    {%- do measures.update({key: {'place': measures | length + 1, 'value': aggregation.value, 'where': aggregation.where, 'counted': false, 'exact': false, 'squares': false, 'extremes': []}}) -%}
  {%- endif -%}
  {%- set measure = measures[key] -%}
  {%- if aggregation.function in ['min', 'max'] -%}
    {%- if aggregation.function not in measure.extremes -%}{%- do measure.extremes.append(aggregation.function) -%}{%- endif -%}
  {%- else -%}
    {%- do measure.update({'counted': true}) -%}
    {%- if aggregation.function != 'count' -%}{%- do measure.update({'exact': true}) -%}{%- endif -%}
    {%- if aggregation.function == 'stddev' -%}{%- do measure.update({'squares': true}) -%}{%- endif -%}
  {%- endif -%}
  {{ return(measure.place) }}
{% endmacro %}
