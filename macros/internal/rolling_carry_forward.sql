{#
  rolling_carry_forward(rows, relation, clocks, pairs, time_column, lengths, measures, include_current)
  One select of (spine: the row, then for each measure and window its running count, sum, sum of squares and special
  values) by a single sort, and its extremes by two more for each window: what rolling_features writes for the strategy
  `carry_forward`. Its cost does not depend on how many events a window holds.

  Each event stands in one list with the spine rows, by (entity, moment): once where it comes into use, the later of its
  two clocks, and once more for each window where it is too old for it. Sums run over the list, an event added at the
  first place (`sign_j` 1) and taken off at the other (-1); one that becomes known when it is too old is left out of both.

  A maximum cannot be taken back. So time is cut into blocks as long as the window (less the delay): an event comes into use
  in one block and leaves in the next, hence counts from its coming to the end of the first, and from the start of the second until
  it leaves. The maximum of a window is the greater of a running one over what came (`past_j`, read onwards in the block) and
  one over what will leave (`rest_j`, read backwards). An event known so late that it leaves in the block in which it came is
  in neither; a running maximum over those tells whether one of them may be above (`unsure_max`): then look it up.

  `measures`: what measure_of notes, as SQL over the event `e`. What a column is called: running(kind, measure, window).
#}
{% macro rolling_carry_forward(rows, relation, clocks, pairs, time_column, lengths, measures, include_current) %}
  {%- set mine = [] -%}
  {%- set theirs = [] -%}
  {%- set present = [] -%}
  {%- set keys = [] -%}
  {%- for pair in pairs -%}
    {%- do keys.append('k' ~ loop.index) -%}
    {%- do mine.append(assay.column_of('assay_spine', pair[0]) ~ ' as k' ~ loop.index) -%}
    {%- do theirs.append(assay.column_of('e', pair[1])) -%}
    {%- do present.append(assay.column_of('e', pair[1]) ~ ' is not null') -%}
  {%- endfor -%}
  {%- do mine.append(assay.column_of('assay_spine', time_column) ~ ' as t') -%}
  {%- do theirs.append(assay.column_of('e', clocks.event_time)) -%}
  {%- do present.append(assay.column_of('e', clocks.event_time) ~ ' is not null') -%}
  {%- if clocks.knowledge_time is not none -%}
    {%- do mine.append('null as known') -%}
    {%- do theirs.append(assay.column_of('e', clocks.knowledge_time)) -%}
    {%- do present.append(assay.column_of('e', clocks.knowledge_time) ~ ' is not null') -%}
    {%- set used = 'greatest(t, known)' -%}
    {%- set turn = '0' if include_current else 'case when t < known then 0 else 2 end' -%}
  {%- else -%}
    {%- set used = 't' if assay.is_zero(clocks.delay) else 't + ' ~ clocks.delay.sql -%}
    {%- set turn = '0' if include_current or not assay.is_zero(clocks.delay) else '2' -%}
  {%- endif -%}

  {%- set values = [] -%}
  {%- for measure in measures -%}
    {%- set value = '1' if measure.value == '*' else measure.value -%}
    {%- do mine.append('null as v' ~ loop.index) -%}
    {%- do theirs.append(value if measure.where is none else 'case when ' ~ measure.where ~ ' then ' ~ value ~ ' end') -%}
    {%- if measure.exact -%}
      {%- do values.append('cast(v' ~ loop.index ~ ' as numeric) as x' ~ loop.index) -%}
    {%- endif -%}
  {%- endfor -%}

  {%- set extremes = measures | selectattr('extremes') | list | length > 0 -%}
  {# `step` 0: into use, or a spine row; 1, 2, …: out of the first window, the second, … After the spine rows of its last moment. #}
  {%- set steps = ['(0)'] -%}
  {%- set moments = [] -%}
  {%- set signs = [] -%}
  {%- set counts = [] -%}
  {%- set windows = ['moments as (partition by ' ~ keys | join(', ') ~ ' order by moment, turn rows between unbounded preceding and current row)'] -%}
  {%- for length in lengths -%}
    {%- set leaves = 't + ' ~ length.sql -%}
    {%- do steps.append('(' ~ loop.index ~ ')') -%}
    {%- do moments.append('when ' ~ loop.index ~ ' then ' ~ leaves) -%}
    {%- do counts.append('step = ' ~ loop.index ~ ' and used <= ' ~ leaves) -%}
    {%- do signs.append('case when is_spine then null when step = 0 and used <= ' ~ leaves ~ ' then 1 when step = ' ~ loop.index ~ ' then -1 end as sign_' ~ loop.index) -%}
    {%- if extremes -%}
      {%- set block = assay.block_start(length, clocks) -%}
      {%- set j = loop.index -%}
      {%- do signs.append(block % 'moment' ~ ' as block_' ~ j) -%}
      {%- do signs.append(block % "used + interval '0 hours'" ~ ' < ' ~ block % leaves ~ ' as crosses_' ~ j) -%}
      {%- for name, direction in [('past', ''), ('rest', ' desc')] -%}
        {%- do windows.append(name ~ '_' ~ j ~ ' as (partition by ' ~ keys | join(', ') ~ ', block_' ~ j ~ ' order by moment' ~ direction
                              ~ ', turn' ~ direction ~ ' rows between unbounded preceding and current row)') -%}
      {%- endfor -%}
    {%- endif -%}
  {%- endfor -%}

  {# Sums of NaN or infinity cannot be taken back, so they are counted, in one number: NaN in its units, infinity above
     them and -infinity above that. #}
  {%- set finite = [] -%}
  {%- set running = [] -%}
  {%- set outputs = ['*'] -%}
  {%- for measure in measures -%}
    {%- set m = loop.index -%}
    {%- if measure.exact -%}
      {%- do finite.append("case when x" ~ m ~ " in ('NaN', 'Infinity', '-Infinity') then 0 else x" ~ m ~ " end as y" ~ m) -%}
      {%- do finite.append("case x" ~ m ~ " when 'NaN' then 1 when 'Infinity' then 1000000000 when '-Infinity' then 1000000000000000000 end as z" ~ m) -%}
    {%- endif -%}
    {%- for length in lengths -%}
      {%- set w = loop.index -%}
      {%- if measure.counted -%}
        {%- do running.append('sum(sign_' ~ w ~ ') filter (where v' ~ m ~ ' is not null) over moments as ' ~ assay.running('n', m, w)) -%}
      {%- endif -%}
      {%- if measure.exact -%}
        {%- do running.append('sum(y' ~ m ~ ' * sign_' ~ w ~ ') over moments as ' ~ assay.running('s', m, w)) -%}
        {%- do running.append('sum(z' ~ m ~ ' * sign_' ~ w ~ ') over moments as ' ~ assay.running('z', m, w)) -%}
      {%- endif -%}
      {%- if measure.squares -%}
        {%- do running.append('sum(y' ~ m ~ ' * y' ~ m ~ ' * sign_' ~ w ~ ') over moments as ' ~ assay.running('q', m, w)) -%}
      {%- endif -%}
      {%- for function in measure.extremes -%}
        {%- set seen = function ~ '(v' ~ m ~ ') filter (where sign_' ~ w ~ ' = ' -%}
        {%- do running.append(seen ~ '1 and crosses_' ~ w ~ ') over past_' ~ w ~ ' as ' ~ assay.running(function ~ '_past', m, w)) -%}
        {%- do running.append(seen ~ '-1 and crosses_' ~ w ~ ') over rest_' ~ w ~ ' as ' ~ assay.running(function ~ '_rest', m, w)) -%}
        {%- set most = 'greatest' if function == 'max' else 'least' -%}
        {%- set certain = most ~ '(' ~ assay.running(function ~ '_past', m, w) ~ ', ' ~ assay.running(function ~ '_rest', m, w) ~ ')' -%}
        {%- do outputs.append(certain ~ ' as ' ~ assay.running(function, m, w)) -%}
        {%- if assay.can_be_late(lengths, clocks) -%}
          {%- set late = assay.running(function ~ '_late', m, w) -%}
          {%- do running.append(seen ~ '1 and not crosses_' ~ w ~ ') over past_' ~ w ~ ' as ' ~ late) -%}
          {%- do outputs.append(most ~ '(' ~ certain ~ ', ' ~ late ~ ') is distinct from ' ~ certain ~ ' as ' ~ assay.running('unsure_' ~ function, m, w)) -%}
        {%- endif -%}
      {%- endfor -%}
    {%- endfor -%}
  {%- endfor -%}

  {{ return('select ' ~ outputs | join(',\n    ')
            ~ '\nfrom (\n    select spine, is_spine, t, ' ~ assay.numbered('v', measures | length) | join(', ') ~ ',\n        ' ~ running | join(',\n        ')
            ~ '\n    from (\n        select *, ' ~ (signs + finite) | join(',\n            ')
            ~ '\n        from (\n            select *, case step when 0 then used ' ~ moments | join(' ') ~ ' end as moment, case when is_spine then 1 when step = 0 then ' ~ turn ~ ' else 3 end as turn'
            ~ '\n            from (\n                select *, case when is_spine then t else ' ~ used ~ ' end as used' ~ (', ' if values else '') ~ values | join(', ')
            ~ '\n                from (\n                    select assay_spine as spine, true as is_spine, ' ~ mine | join(', ')
            ~ '\n                    from (' ~ rows ~ ') as assay_spine'
            ~ '\n                    union all'
            ~ '\n                    select null, false, ' ~ theirs | join(', ')
            ~ '\n                    from ' ~ relation ~ ' as e'
            ~ '\n                    where ' ~ present | join(' and ')
            ~ '\n                ) as both_sides'
            ~ '\n            ) as in_use'
            ~ '\n            cross join (values ' ~ steps | join(', ') ~ ') as steps (step)'
            ~ '\n            where step = 0 or not is_spine and (' ~ counts | join(' or ') ~ ')'
            ~ '\n        ) as placed'
            ~ '\n    ) as signed'
            ~ '\n    window ' ~ windows | join(',\n        ')
            ~ '\n) as swept\nwhere is_spine') }}
{% endmacro %}


{#
  running(kind, measure, window)
  The column of a running count (n), sum (s), sum of squares (q), number of special values (z) or extreme (max, unsure_max, …),
  by places from 1.
#}
{% macro running(kind, measure, window) %}
  {{ return(kind ~ measure ~ '_' ~ window) }}
{% endmacro %}


{#
  numbered(letter, count)
  [v1, v2, …]
#}
{% macro numbered(letter, count) %}
  {%- set names = [] -%}
  {%- for i in range(1, count + 1) -%}{%- do names.append(letter ~ i) -%}{%- endfor -%}
  {{ return(names) }}
{% endmacro %}


{#
  block_start(length, clocks)
  SQL with %s for a time: where its block begins. An event is in use for as long as a block, or, with a knowledge time, not
  longer.
#}
{% macro block_start(length, clocks) %}
  {%- set shorter = length.microseconds - (0 if clocks.delay is none else clocks.delay.microseconds) -%}
  {%- set block = "interval '" ~ shorter ~ " microseconds'" if 0 < shorter < length.microseconds else length.sql -%}
  {{ return('date_bin(' ~ block ~ ", %s, '0001-01-01')") }}
{% endmacro %}


{#
  can_be_late(lengths, clocks)
  Whether an event may leave in the block in which it comes into use.
#}
{% macro can_be_late(lengths, clocks) %}
  {{ return(clocks.knowledge_time is not none or lengths | map(attribute='microseconds') | min <= clocks.delay.microseconds) }}
{% endmacro %}


{#
  swept_value(function, measure, window)
  An aggregate from the running sums of `carried`, in the type that aggregate_sql gives it.
#}
{% macro swept_value(function, measure, window) %}
  {%- set n = 'case when carried.t is null then 0 else coalesce(carried.' ~ assay.running('n', measure, window) ~ ', 0) end' -%}
  {%- if function == 'count' -%}{{ return(n) }}{%- endif -%}
  {%- set count = 'carried.' ~ assay.running('n', measure, window) -%}
  {%- set sum = 'carried.' ~ assay.running('s', measure, window) -%}
  {%- set special = 'coalesce(carried.' ~ assay.running('z', measure, window) ~ ', 0)' -%}
  {%- if function == 'stddev' -%}
    {%- set squares = 'carried.' ~ assay.running('q', measure, window) -%}
    {%- set call = "case when carried.t is null or " ~ count ~ " <= 1 then null when " ~ special ~ " > 0 then 'NaN' else sqrt(greatest("
                   ~ count ~ ' * ' ~ squares ~ ' - ' ~ sum ~ ' * ' ~ sum ~ ', 0) / (cast(' ~ count ~ ' as numeric) * (' ~ count ~ ' - 1))) end' -%}
  {%- else -%}
    {%- set call = "case when carried.t is null or " ~ count ~ " = 0 then null when " ~ special ~ " = 0 then " ~ sum ~ (' / ' ~ count if function == 'avg' else '')
                   ~ ' when mod(' ~ special ~ ", 1000000000) > 0 then 'NaN' when " ~ special ~ " < 1000000000000000000 then 'Infinity' when mod("
                   ~ special ~ ", 1000000000000000000) > 0 then 'NaN' else '-Infinity' end" -%}
  {%- endif -%}
  {{ return('case when true then ' ~ call ~ ' else carried.v' ~ measure ~ ' end') }}
{% endmacro %}
