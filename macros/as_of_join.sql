{#
  as_of_join(spine, features, columns=, entity=, spine_time=, event_time=, knowledge_time=, availability_delay=,
             ttl=none, allow_exact_matches=true, tie_break=, prefix='', strategy='auto', event_key=)

  For each row of the spine, the latest row of each feature relation that was usable at the spine's time T: event_time at
  or before T, known by T (both clocks), and no older than `ttl`. A spine row without a match keeps nulls.

  spine                a relation or the name of a CTE: the rows to enrich
  features             a relation, the name of a CTE, or a list of {relation, columns, … any argument below} for several;
                       what such a mapping leaves out is taken from the call
  columns              the columns to bring over. Default: the relation's declared `columns:` without keys and clocks
  entity               a column, a list, or {spine column: feature column}. Default: the features' declared `entity`
  spine_time           Default: the spine's declared `event_time`, else `prediction_time`
  event_time           when a row happened. Default: declared
  knowledge_time       when a row could be known; or
  availability_delay   how long after its event_time that is ('2 hours', 0). Default: declared; silence is an error
  ttl                  how far back a row may lie, inclusive: '90 days'. none: for ever
  allow_exact_matches  false: event_time < T (known_at stays ≤ T)
  tie_break            columns that order rows of one event time and knowledge time: the highest wins, null lowest, text by
                       collation "C". Default: declared. What is still tied is ordered by the selected columns as text
  prefix               goes before the names of the columns brought over
  strategy             'lateral', 'carry_forward' or 'auto'
  event_key            the columns that identify an event, so that of its corrections only the newest known by T counts.
                       Default: declared

  Returns a select: every column of the spine, then the features' columns in the order they were asked for. With a CTE,
  which declares nothing, `columns` and the clocks must be passed.

  Example:

      {{ as_of_join(ref('loans'), ref('credit_scores'), columns=['score'], ttl='90 days') }}

      {{ as_of_join(ref('loans'), [
          {'relation': ref('credit_scores'), 'columns': ['score'], 'ttl': '90 days'},
          {'relation': ref('accounts'), 'entity': {'applicant_id': 'owner_id'}, 'prefix': 'account_'}
      ]) }}
#}
{% macro as_of_join(
    spine,
    features,
    columns=none,
    entity=none,
    spine_time=none,
    event_time=none,
    knowledge_time=none,
    availability_delay=none,
    ttl=none,
    allow_exact_matches=true,
    tie_break=none,
    prefix='',
    strategy='auto',
    event_key=none
) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set call = {
      'columns': columns,
      'entity': entity,
      'spine_time': spine_time,
      'event_time': event_time,
      'knowledge_time': knowledge_time,
      'availability_delay': availability_delay,
      'ttl': ttl,
      'allow_exact_matches': allow_exact_matches,
      'tie_break': tie_break,
      'prefix': prefix,
      'strategy': strategy,
      'event_key': event_key
  } -%}
  {%- set items = [] -%}
  {%- for one in assay.as_of_requests(features, call) -%}
    {%- do items.append(assay.as_of_item(spine, one)) -%}
  {%- endfor -%}

  {%- set timed = items | rejectattr('clocks.static') | list -%}
  {%- set outputs = assay.spine_outputs('as_of_join', spine, items[0].pairs, timed[0].time_column if timed else none) -%}
  {%- for item in items -%}
    {%- for column, output in item.outputs -%}
      {%- do outputs.append([output, item.clocks.name]) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- do assay.refuse_duplicates('as_of_join', outputs) -%}

  {# Neighbours that are looked up share one select; each that is carried forward wraps what came before it. #}
  {%- set query = namespace(rows=assay.spine_rows('as_of_join', spine), waiting=[]) -%}
  {%- for item in items -%}
    {%- set carried = item.plan == 'carry_forward' -%}
    {%- if not carried -%}{%- set query.waiting = query.waiting + [item] -%}{%- endif -%}
    {%- if query.waiting and (carried or loop.last) -%}
      {%- set query.rows = assay.as_of_lateral(query.rows, query.waiting) -%}
      {%- if not loop.last or carried -%}{%- set query.rows = assay.nested(query.rows) -%}{%- endif -%}
      {%- set query.waiting = [] -%}
    {%- endif -%}
    {%- if carried -%}
      {%- set query.rows = assay.as_of_carry_forward(query.rows, item) -%}
      {%- if not loop.last -%}{%- set query.rows = assay.nested(query.rows) -%}{%- endif -%}
    {%- endif -%}
  {%- endfor -%}

  {%- set reasons = ['assay.as_of_join'] -%}
  {%- for item in items -%}
    {%- do reasons.append(item.clocks.name ~ ': ' ~ item.reason) -%}
  {%- endfor -%}
  {{ return(assay.sql_comment(reasons) ~ '\n' ~ query.rows) }}
{% endmacro %}
