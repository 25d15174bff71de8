{#
  rolling_plan(me, spine, events, clocks, pairs, aggregations, lengths, strategy)
  {name, reason, stand_in}: how windows are aggregated, and why; `stand_in` is what to read in the events' place, or none.
  A sum that runs cannot take back what was corrected or fill in what was written later, and a calendar month has no
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
  {%- if strategy == 'carry_forward' -%}
    {%- if obstacle is not none -%}{%- do assay.refuse(me, obstacle, "Write strategy='lateral'") -%}{%- endif -%}
    {{ return({'name': 'carry_forward', 'reason': 'carry_forward, as the call asks: sums run over one sort of spine and events together, no index needed', 'stand_in': none}) }}
  {%- endif -%}
  {%- set lateral = "lateral, which aggregates at the spine's times only, and every column in the same pass over the events; " -%}

  {%- set read = [] -%}
  {%- for one in aggregations if one.plain is not none -%}{%- do read.append(one.plain) -%}{%- endfor -%}
  {%- set whole = clocks.event_key or aggregations | selectattr('whole') | list -%}
  {%- set sums = aggregations | rejectattr('function', 'in', ['min', 'max']) | list -%}
  {%- set longest = namespace(seconds=0) -%}
  {%- for length in lengths -%}
    {%- set longest.seconds = [longest.seconds, (length.months * 2592000) + (length.microseconds / 1000000)] | max -%}
  {%- endfor -%}
  {%- set plan = assay.look_back(spine, events, clocks, pairs, none if whole else read,
                                 strategy == 'auto' and obstacle is none and sums | length > 0, {'count': lengths | length, 'seconds': longest.seconds}) -%}
  {%- if plan is none -%}
    {{ return({'name': 'lateral', 'stand_in': none, 'reason': lateral ~ ('a CTE has no index, so make a large one a model' if assay.is_cte(events) else 'wants an index on ' ~ assay.wanted_index(events, clocks, pairs))}) }}
  {%- endif -%}
  {%- set chosen = ('chosen by auto ' if strategy == 'auto' else 'as the call asks, ') ~ plan.reason -%}
  {%- if plan.strategy == 'carry_forward' -%}
    {{ return({'name': 'carry_forward', 'stand_in': none, 'reason': 'carry_forward, ' ~ chosen ~ ': sums run over one sort of spine and events together'}) }}
  {%- endif -%}
  {{ return({'name': 'lateral', 'stand_in': plan.stand_in, 'reason': lateral ~ chosen}) }}
{% endmacro %}


{#
  measure_of(measures, aggregation)
  The place (from 1) of what an aggregation runs over among the `measures`: {SQL: {value, where, exact, squares}}.
#}
{% macro measure_of(measures, aggregation) %}
  {%- set key = aggregation.value ~ ' where ' ~ aggregation.where -%}
  {%- if key not in measures -%}
    {%- do measures.update({key: {'place': measures | length + 1, 'value': aggregation.value, 'where': aggregation.where, 'exact': false, 'squares': false}}) -%}
  {%- endif -%}
  {%- set measure = measures[key] -%}
  {%- if aggregation.function != 'count' -%}{%- do measure.update({'exact': true}) -%}{%- endif -%}
  {%- if aggregation.function == 'stddev' -%}{%- do measure.update({'squares': true}) -%}{%- endif -%}
  {{ return(measure.place) }}
{% endmacro %}
