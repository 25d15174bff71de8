{#
  clocks(me, relation, given)
  The clocks a relation is read by: arguments first, then what its config declares. Refuses silence and contradiction.

  `given`: {event_time, knowledge_time, availability_delay, tie_break, event_key}, none for what was not passed.
  Returns {name, event_time, knowledge_time, delay, static, known_in_advance, tie_break, event_key, late, columns}, where
  `delay` is a duration or none, exactly one of `knowledge_time` and `delay` is set unless the relation is static (then
  neither is, nor event_time), and `columns` are the declared columns that are neither keys nor clocks.
#}
{% macro clocks(me, relation, given) %}
  {%- set name = assay.describe(relation) -%}
  {%- set words = assay.declared(me, relation) -%}
  {%- set where = 'pass it' if relation is string else 'pass it, since declarations cannot be seen here' if graph.nodes is not defined else 'declare it in the config of ' ~ name ~ ' or pass it' -%}
  {%- set in_call = given.event_time is not none or given.knowledge_time is not none or given.availability_delay is not none -%}
  {%- set static = words.static == true and not in_call -%}
  {%- set told = given if given.knowledge_time is not none or given.availability_delay is not none else words -%}
  {%- set event_time = given.event_time if given.event_time is not none else words.event_time -%}

  {%- if told.knowledge_time is not none and told.availability_delay is not none -%}
    {%- do assay.refuse(me, 'both knowledge_time and availability_delay are given for ' ~ name,
                        'Keep the one that is true: a column that says when each row could be known, or a fixed delay after event_time') -%}
  {%- endif -%}
  {%- if words.static is not none and words.static is not boolean or words.known_in_advance is not none and words.known_in_advance is not boolean -%}
    {%- do assay.refuse(me, 'static and known_in_advance of ' ~ name ~ ' must be true or false', 'Write static: true') -%}
  {%- endif -%}
  {%- if static and (words.event_time is not none or words.knowledge_time is not none or words.availability_delay is not none) -%}
    {%- do assay.refuse(me, name ~ ' is declared static and has clocks', 'Keep either static: true or the clocks') -%}
  {%- endif -%}
  {%- if not static and event_time is none -%}
    {%- do assay.refuse(me, name ~ ' has no event_time, so nobody knows when its rows happened',
                        "Name the column, event_time='…': " ~ where) -%}
  {%- endif -%}
  {%- if not static and told.knowledge_time is none and told.availability_delay is none -%}
    {%- do assay.refuse(me, name ~ ' does not say when its rows could be known',
                        "Name the column, knowledge_time='…', or the delay, availability_delay='2 hours' (0 if rows are known at once): " ~ where) -%}
  {%- endif -%}
  {%- set in_advance = words.known_in_advance == true -%}
  {%- if in_advance and told.knowledge_time is none -%}
    {%- do assay.refuse(me, name ~ ' is known_in_advance without a knowledge_time', 'Name the column that says when a row was known') -%}
  {%- endif -%}
  {%- for what, column in [('event_time', event_time), ('knowledge_time', told.knowledge_time)] if column is not none and column is not string -%}
    {%- do assay.refuse(me, what ~ ' of ' ~ name ~ ' must be the name of a column, not ' ~ column, 'Write ' ~ what ~ "='column'") -%}
  {%- endfor -%}

  {%- set delay = none -%}
  {%- if not static and told.availability_delay is not none -%}
    {%- set written = told.availability_delay -%}
    {%- set delay = assay.duration(me, 'availability_delay', '0 hours' if written is number and written is not boolean and written == 0 or written == '0' else written) -%}
    {%- if words.types.get(event_time) == 'date' and assay.is_zero(delay) -%}
      {%- do exceptions.warn(me ~ ': ' ~ name ~ ' has the date ' ~ event_time ~ ' as event_time, which counts as its midnight, and no delay: '
                             ~ "what happened during a day is used from that day's first instant. Declare availability_delay: 24 hours, or a knowledge_time.") -%}
    {%- endif -%}
  {%- endif -%}

  {%- set event_key = words.event_key if given.event_key is none else assay.name_list(me, 'event_key', given.event_key) -%}
  {%- set tie_break = words.tie_break if given.tie_break is none else assay.name_list(me, 'tie_break', given.tie_break) -%}
  {%- if static and event_key -%}
    {%- do assay.refuse(me, name ~ ' is static and has an event_key', 'A relation that is true since always has no corrections: leave event_key out') -%}
  {%- endif -%}

  {%- set keys_and_clocks = (words.entity or []) + (words.late.values() | list) + [event_time, told.knowledge_time, words.event_time, words.knowledge_time] -%}
  {{ return({
    'name': name,
    'event_time': none if static else event_time,
    'knowledge_time': none if static else told.knowledge_time,
    'delay': delay,
    'static': static,
    'known_in_advance': in_advance,
    'tie_break': tie_break or [],
    'event_key': event_key or [],
    'entity': words.entity or [],
    'late': words.late,
    'columns': words.columns | reject('in', keys_and_clocks) | list
  }) }}
{% endmacro %}


{#
  spine_clock(me, spine, spine_time)
  The spine's prediction time: the argument, else its declared event_time, else `prediction_time`. A CTE must be told.
#}
{% macro spine_clock(me, spine, spine_time) %}
  {%- if spine_time is not none and spine_time is not string -%}
    {%- do assay.refuse(me, 'spine_time must be the name of a column, not ' ~ spine_time, "Write spine_time='column'") -%}
  {%- endif -%}
  {%- if spine_time is none and spine is string -%}
    {%- do assay.refuse(me, 'the spine is the CTE ' ~ spine ~ ', which declares no clock', "Write spine_time='column', its prediction time") -%}
  {%- endif -%}
  {{ return(spine_time or assay.declared(me, spine).event_time or 'prediction_time') }}
{% endmacro %}


{#
  entity_pairs(me, entity, features_entity, spine_entity)
  [[spine column, feature column], …] from `entity` as users give it (a column, a list, a mapping), else from what the
  features declare, else from what the spine declares.
#}
{% macro entity_pairs(me, entity, features_entity, spine_entity) %}
  {%- set pairs = [] -%}
  {%- if entity is mapping -%}
    {%- for mine, theirs in entity.items() -%}
      {%- do pairs.append([mine, theirs]) -%}
    {%- endfor -%}
  {%- else -%}
    {%- for name in assay.name_list(me, 'entity', entity) or features_entity or spine_entity or [] -%}
      {%- do pairs.append([name, name]) -%}
    {%- endfor -%}
  {%- endif -%}
  {%- if not pairs -%}
    {%- do assay.refuse(me, 'there is no entity to join on', "Write entity='customer_id', a list, or {spine column: feature column}; or declare entity: [customer_id] in the config of the features") -%}
  {%- endif -%}
  {{ return(pairs) }}
{% endmacro %}
