{#
  featured(me, rows, time_column, views, origins)
  A select of `rows` (a select) with the features of views beside them: every look-up reads the same sorted spine, so that
  it is one select whatever is asked.

  views     [{name, relation, keys, features, wanted, prefix, entity}, …]; `wanted`: names of features, none for all
  origins   [[column, where it comes from], …] of the rows
#}
{% macro featured(me, rows, time_column, views, origins) %}
  {%- set outputs = ['    spine.*'] -%}
  {%- set joins = [] -%}
  {%- set reasons = ['assay.' ~ me] -%}
  {%- set timed = [] -%}
  {%- set aliases = ['spine'] -%}
  {%- for view in views -%}
    {%- set found = assay.view_lookups(me, view, loop.index, time_column, aliases) -%}
    {%- do joins.extend(found.joins) -%}
    {%- do reasons.extend(found.reasons) -%}
    {%- for name, sql in found.outputs -%}
      {%- do origins.append([name, view.name]) -%}
      {%- do outputs.append('    ' ~ sql ~ ' as ' ~ assay.quote_name(name)) -%}
    {%- endfor -%}
    {%- if found.timed -%}{%- do timed.append(assay.view_pairs(view)) -%}{%- endif -%}
  {%- endfor -%}
  {%- do assay.refuse_duplicates(me, origins) -%}
  {%- set source = assay.sorted_spine(rows, timed[0], time_column) if timed else rows -%}
  {{ return(assay.sql_comment(reasons) ~ '\nselect\n' ~ outputs | join(',\n') ~ '\nfrom (' ~ source ~ ') as spine\n' ~ joins | join('\n')) }}
{% endmacro %}


{#
  view_pairs(view)
  [[spine column, key], …]
#}
{% macro view_pairs(view) %}
  {%- set pairs = [] -%}
  {%- set renamed = {} -%}
  {%- for mine, theirs in (view.entity or {}).items() -%}
    {%- do renamed.update({theirs: mine}) -%}
  {%- endfor -%}
  {%- for key in view['keys'] -%}
    {%- do pairs.append([renamed.get(key, key), key]) -%}
  {%- endfor -%}
  {{ return(pairs) }}
{% endmacro %}


{#
  view_lookups(me, view, number, time_column, aliases)
  What brings the features of one view to the spine: {joins, outputs: [[column, SQL], …], reasons, timed}. The aliases of
  what stands beside the spine grow by its own.

  What is still tied after the tie-break is ordered by all columns of a look-up, so that a look-up always has all of its
  view's: which features are wanted must not decide which row is the latest.
#}
{% macro view_lookups(me, view, number, time_column, aliases) %}
  {%- set relation = assay.history_of(me, 'what ' ~ view.name ~ ' reads', view.relation) -%}
  {%- set clocks = assay.clocks(me, view.relation, {'event_time': none, 'knowledge_time': none, 'availability_delay': none, 'tie_break': none, 'event_key': none}) -%}
  {%- set pairs = assay.view_pairs(view) -%}
  {%- set time = assay.column_of('spine', time_column) -%}
  {%- set wanted = view.wanted if view.wanted is not none else view.features | map(attribute='name') | list -%}
  {%- set computed = view.features | selectattr('expression', 'defined') | selectattr('name', 'in', wanted) | list | length > 0 -%}
  {%- set joins = [] -%}
  {%- set values = {} -%}
  {# The spine is not told: nothing here is carried forward, so its rows decide nothing. #}
  {%- set plan = none if clocks.static else assay.look_back('spine', view.relation, clocks, pairs, none, false, none) -%}
  {%- set relation = relation if plan is none or plan.stand_in is none else plan.stand_in -%}

  {%- set lookups = {} -%}
  {%- set aggregations = [] -%}
  {%- set needed = [] -%}
  {%- for feature in view.features if computed or feature.name in wanted -%}
    {%- if feature.get('function') -%}
      {%- do aggregations.append(feature) -%}
    {%- elif 'expression' not in feature -%}
      {%- do needed.append(feature.get('ttl')) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- for feature in view.features if 'expression' not in feature and not feature.get('function') and feature.get('ttl') in needed -%}
    {%- set length = none if feature.get('ttl') is none else assay.duration(me, 'ttl', feature.ttl) -%}
    {%- set key = 'ever' if length is none else length.sql -%}
    {%- if key not in lookups -%}
      {%- do lookups.update({key: {'relation': relation, 'clocks': clocks, 'pairs': pairs, 'time_column': time_column, 'ttl': length, 'exact': true,
                                   'ties': none if plan is none else plan.ties,
                                   'outputs': [], 'alias': 'f' ~ number ~ '_' ~ (lookups | length + 1)}}) -%}
    {%- endif -%}
    {%- set one = lookups[key] -%}
    {%- if [feature.column, feature.column] not in one.outputs -%}
      {%- do one.outputs.append([feature.column, feature.column]) -%}
    {%- endif -%}
    {%- do values.update({feature.name: assay.column_of(one.alias, feature.column)}) -%}
  {%- endfor -%}
  {%- for one in lookups.values() -%}
    {%- do aliases.append(one.alias) -%}
    {%- do joins.append(assay.static_lookup(one.alias, one) if clocks.static else assay.latest_lookup(one.alias, one)) -%}
  {%- endfor -%}

  {%- if aggregations -%}
    {%- if clocks.static -%}
      {%- do assay.refuse(me, clocks.name ~ ' is static, so it has no times to look back over', 'Declare its event_time, or leave ' ~ aggregations[0].name ~ ' out') -%}
    {%- endif -%}
    {%- set rolled = [] -%}
    {%- set asked = [] -%}
    {%- for feature in aggregations -%}
      {%- do asked.append({'function': feature.function, 'column': feature.column, 'where': feature.get('where'), 'name': feature.name}) -%}
    {%- endfor -%}
    {%- for one in assay.rolling_aggregations(me, asked, clocks, time) -%}
      {%- set length = assay.window_length(me, aggregations[loop.index0].window) -%}
      {%- do rolled.append({'function': one.function, 'value': one.value, 'where': one.where, 'length': length, 'output': one.name}) -%}
      {%- do values.update({one.name: assay.column_of('r' ~ number, one.name)}) -%}
    {%- endfor -%}
    {%- do aliases.append('r' ~ number) -%}
    {%- do joins.append(assay.rolling_lookup(me, 'r' ~ number, relation, clocks, pairs, time, rolled, false, none)) -%}
  {%- endif -%}

  {%- set outputs = [] -%}
  {%- for feature in view.features if feature.name in values -%}
    {%- do values.update({feature.name: assay.finished(values[feature.name], feature)}) -%}
  {%- endfor -%}
  {%- if computed -%}
    {%- do joins.append(assay.computed_features('v' ~ number, view.features, values, time, aliases)) -%}
    {%- do aliases.append('v' ~ number) -%}
  {%- endif -%}
  {%- for feature in view.features if feature.name in wanted -%}
    {%- do outputs.append([view.prefix ~ feature.name, assay.column_of('v' ~ number, feature.name) if computed else values[feature.name]]) -%}
  {%- endfor -%}
  {%- set reason = clocks.name ~ ': ' ~ ('joined on its key alone, since it is declared static' if clocks.static
                    else 'lateral, at the times of the spine only; ' ~ (plan.reason if plan is not none else 'a CTE has no index' if assay.is_cte(view.relation) else 'wants an index on ' ~ assay.wanted_index(view.relation, clocks, pairs))) -%}
  {{ return({'joins': joins, 'outputs': outputs, 'reasons': [reason], 'timed': not clocks.static}) }}
{% endmacro %}


{#
  finished(value, feature)
  The value of a feature as SQL, of its type, and with what stands in for null.
#}
{% macro finished(value, feature) %}
  {%- set typed = value if not feature.get('dtype') else 'cast(' ~ value ~ ' as ' ~ feature.dtype ~ ')' -%}
  {{ return(typed if feature.get('fill') is none else 'coalesce(' ~ typed ~ ', ' ~ feature.fill ~ ')') }}
{% endmacro %}


{#
  computed_features(alias, features, values, time, aliases)
  `cross join lateral (…)`: all features of a view, expressions among them, each of which sees those before it.

  And nothing else: PostgreSQL looks for a name further and further out, and a misspelt one would find a column of the spine.
  Around the expressions all that stands further out is there twice, so that its names are ambiguous. It costs nothing.
#}
{% macro computed_features(alias, features, values, time, aliases) %}
  {%- set query = namespace(sql='', rows=[time ~ ' as features_as_of']) -%}
  {%- for feature in features if feature.name in values -%}
    {%- set query.rows = query.rows + [values[feature.name] ~ ' as ' ~ assay.quote_name(feature.name)] -%}
  {%- endfor -%}
  {%- set query.sql = 'select ' ~ query.rows | join(', ') -%}
  {%- for feature in features if 'expression' in feature -%}
    {%- set query.sql = 'select features.*, ' ~ assay.finished('(' ~ feature.expression ~ ')', feature) ~ ' as ' ~ assay.quote_name(feature.name) ~ '\n    from (' ~ query.sql ~ ') as features' -%}
  {%- endfor -%}
  {%- set hidden = [] -%}
  {%- for one in aliases -%}
    {%- do hidden.append('(select ' ~ one ~ '.*) as no_' ~ one ~ ', (select ' ~ one ~ '.*) as not_' ~ one) -%}
  {%- endfor -%}
  {{ return('cross join lateral (\n    select computed.*\n    from ' ~ hidden | join(', ') ~ ',\n    lateral (' ~ query.sql ~ ') as computed\n) as ' ~ alias) }}
{% endmacro %}
