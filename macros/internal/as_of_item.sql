{#
  as_of_requests(features, call)
  One mapping of arguments per feature relation: `call` itself with `relation`, or for a list each entry's own words over
  those of the call.
#}
{% macro as_of_requests(features, call) %}
  {%- if not assay.is_list(features) -%}
    {%- set one = {'relation': features} -%}
    {%- do one.update(call) -%}
    {{ return([one]) }}
  {%- endif -%}
  {%- if not features -%}
    {%- do assay.refuse('as_of_join', 'features is an empty list', 'Pass at least one {relation: …, columns: …}') -%}
  {%- endif -%}
  {%- if call.columns is not none -%}
    {%- do assay.refuse('as_of_join', 'columns is passed beside a list of features', 'Put columns into each entry of the list') -%}
  {%- endif -%}
  {%- set requests = [] -%}
  {%- for entry in features -%}
    {%- if assay.is_relation(entry) or entry is not mapping or 'relation' not in entry -%}
      {%- do assay.refuse('as_of_join', 'entry ' ~ loop.index ~ ' of features is not a mapping with a relation', "Write {'relation': ref('…'), 'columns': [...]}") -%}
    {%- endif -%}
    {%- for key in entry if key != 'relation' and key not in call -%}
      {%- do assay.refuse('as_of_join', 'entry ' ~ loop.index ~ ' of features has the unknown option ' ~ key, 'The options are relation, ' ~ call | join(', ')) -%}
    {%- endfor -%}
    {%- set one = {} -%}
    {%- do one.update(call) -%}
    {%- if entry.get('knowledge_time') is not none or entry.get('availability_delay') is not none -%}
      {%- do one.update({'knowledge_time': none, 'availability_delay': none}) -%}
    {%- endif -%}
    {%- do one.update(entry) -%}
    {%- do requests.append(one) -%}
  {%- endfor -%}
  {{ return(requests) }}
{% endmacro %}


{#
  as_of_item(spine, request)
  A request with everything settled: {relation: SQL, clocks, pairs, time_column, outputs: [[column, output name], …], ttl,
  exact, plan, ties, reason}.
#}
{% macro as_of_item(spine, request) %}
  {%- set relation = assay.history_of('as_of_join', 'the feature relation', request.relation) -%}
  {%- set clocks = assay.clocks('as_of_join', request.relation, request) -%}
  {%- do assay.spine_rows('as_of_join', spine) -%}
  {%- set pairs = assay.entity_pairs('as_of_join', request.entity, clocks.entity, assay.declared('as_of_join', spine).entity) -%}
  {%- if request.columns is none and not clocks.columns -%}
    {%- do assay.refuse('as_of_join', clocks.name ~ ' declares no columns to bring over',
                        "Write columns=['…']" ~ ('' if request.relation is string else ' or declare columns: in its properties')) -%}
  {%- endif -%}
  {%- set columns = clocks.columns if request.columns is none else assay.name_list('as_of_join', 'columns', request.columns) -%}
  {%- if not columns -%}
    {%- do assay.refuse('as_of_join', 'columns is empty for ' ~ clocks.name, 'Name at least one column') -%}
  {%- endif -%}
  {%- if request.prefix is not string -%}
    {%- do assay.refuse('as_of_join', 'prefix must be text, not ' ~ request.prefix, "Write prefix='score_'") -%}
  {%- endif -%}
  {%- if request.allow_exact_matches is not boolean -%}
    {%- do assay.refuse('as_of_join', 'allow_exact_matches must be true or false, not ' ~ request.allow_exact_matches, 'Write allow_exact_matches=false') -%}
  {%- endif -%}
  {%- set outputs = [] -%}
  {%- for column in columns -%}
    {%- do outputs.append([column, request.prefix ~ assay.bare_name(column)]) -%}
  {%- endfor -%}
  {%- set plan = assay.as_of_plan(spine, request.relation, clocks, pairs, columns, request.strategy) -%}
  {{ return({
    'relation': relation if plan.stand_in is none else plan.stand_in,
    'clocks': clocks,
    'pairs': pairs,
    'time_column': none if clocks.static else assay.spine_clock('as_of_join', spine, request.spine_time),
    'outputs': outputs,
    'ttl': none if request.ttl is none else assay.duration('as_of_join', 'ttl', request.ttl),
    'exact': request.allow_exact_matches,
    'plan': plan.name,
    'ties': plan.ties,
    'reason': plan.reason
  }) }}
{% endmacro %}


{#
  as_of_plan(spine, relation, clocks, pairs, columns, strategy)
  {name, reason, stand_in, ties}: how a relation is joined, and why; `stand_in` is what to read in its place, or none; `ties`
  what assay.look_back tells of them. Carrying forward cannot take anything back, so it is refused where a correction can
  withdraw a row, or a value appears in a row later than the row.
#}
{% macro as_of_plan(spine, relation, clocks, pairs, columns, strategy) %}
  {%- if strategy not in ['auto', 'lateral', 'carry_forward'] -%}
    {%- do assay.refuse('as_of_join', 'the strategy ' ~ strategy ~ ' is unknown', "Write strategy='auto', 'lateral' or 'carry_forward'") -%}
  {%- endif -%}
  {%- if clocks.static -%}
    {{ return({'name': 'static', 'reason': 'joined on its key alone, since it is declared static', 'stand_in': none, 'ties': none}) }}
  {%- endif -%}
  {%- set late = (columns + clocks.tie_break) | select('in', clocks.late) | list -%}
  {%- if strategy == 'carry_forward' -%}
    {%- if clocks.event_key -%}
      {%- do assay.refuse('as_of_join', clocks.name ~ ' has an event_key, and carry_forward cannot take back a row that was corrected', "Write strategy='lateral', or event_key=[] if its rows are never corrected") -%}
    {%- endif -%}
    {%- for column in late -%}
      {%- do assay.refuse('as_of_join', 'the column ' ~ column ~ ' of ' ~ clocks.name ~ ' is written later than its row, and carry_forward reads a row once', "Write strategy='lateral', or leave the column out") -%}
    {%- endfor -%}
    {{ return({'name': 'carry_forward', 'reason': 'carry_forward, as the call asks: one sort of spine and features together, no index needed', 'stand_in': none, 'ties': none}) }}
  {%- endif -%}
  {%- set plan = assay.look_back(spine, relation, clocks, pairs, none if clocks.event_key else columns,
                                 strategy == 'auto' and not clocks.event_key and not late, none) -%}
  {%- if plan is not none -%}
    {%- set how = 'one sort of spine and features together' if plan.strategy == 'carry_forward' else 'one look-up per spine row' -%}
    {%- set chosen = 'chosen by auto ' if strategy == 'auto' else 'as the call asks, ' -%}
    {{ return({'name': plan.strategy, 'reason': plan.strategy ~ ', ' ~ chosen ~ plan.reason ~ '; ' ~ how, 'stand_in': plan.stand_in, 'ties': plan.ties}) }}
  {%- endif -%}
  {%- if assay.is_cte(relation) -%}
    {%- set wish = "a CTE has no index, so if it is large, strategy='carry_forward' is faster" -%}
  {%- else -%}
    {%- set wish = 'wants an index on ' ~ assay.wanted_index(relation, clocks, pairs) -%}
  {%- endif -%}
  {%- set why = 'as the call asks' if strategy == 'lateral' else 'which strategy auto is when compiled' -%}
  {{ return({'name': 'lateral', 'reason': 'lateral, ' ~ why ~ ': one look-up per spine row; ' ~ wish, 'stand_in': none, 'ties': none}) }}
{% endmacro %}
