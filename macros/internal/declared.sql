{#
  node_of(relation)
  The node or source of the graph that a relation belongs to, or none: what the current node depends on is looked at
  first, then everything. Knows deferred relations, the CTEs that stand for ephemeral models and in unit tests, and the
  subquery that a data test with `where` is given for its relation.
#}
{% macro node_of(relation) %}
  {# dbt-core leaves the graph out of unit tests. #}
  {%- if not execute or graph.nodes is not defined -%}{{ return(none) }}{%- endif -%}
  {%- if relation is string and not assay.is_plain_name(relation) and model is defined and model.resource_type == 'test' -%}
    {%- set tested = model.attached_node or model.depends_on.nodes[-1] -%}
    {{ return(graph.nodes.get(tested, graph.sources.get(tested))) }}
  {%- endif -%}
  {%- if not assay.is_relation(relation) -%}{{ return(none) }}{%- endif -%}
  {%- if model is defined and model.depends_on is defined -%}
    {%- for id in model.depends_on.nodes -%}
      {%- set node = graph.nodes.get(id, graph.sources.get(id)) -%}
      {%- if node and assay.is_node_of(node, relation) -%}{{ return(node) }}{%- endif -%}
    {%- endfor -%}
  {%- endif -%}
  {%- for node in graph.nodes.values() -%}
    {%- if node.resource_type in ['model', 'seed', 'snapshot'] and assay.is_node_of(node, relation) -%}{{ return(node) }}{%- endif -%}
  {%- endfor -%}
  {%- for node in graph.sources.values() -%}
    {%- if assay.is_node_of(node, relation) -%}{{ return(node) }}{%- endif -%}
  {%- endfor -%}
  {{ return(none) }}
{% endmacro %}


{#
  is_node_of(node, relation)
#}
{% macro is_node_of(node, relation) %}
  {%- set rendered = relation.render() -%}
  {%- if node.relation_name and node.relation_name == rendered -%}{{ return(true) }}{%- endif -%}
  {%- if node.defer_relation and node.defer_relation.relation_name == rendered -%}{{ return(true) }}{%- endif -%}
  {%- set name = node.source_name ~ '__' ~ node.name if node.resource_type == 'source' else node.name -%}
  {{ return(relation.identifier == '__dbt__cte__' ~ name) }}
{% endmacro %}


{#
  describe(relation)
  How messages and comments call a relation: `model orders`, `source shop.orders`, `CTE recent`.
#}
{% macro describe(relation) %}
  {%- set node = assay.node_of(relation) -%}
  {%- if node is none and relation is string -%}{{ return('CTE ' ~ relation) }}{%- endif -%}
  {%- if node is none -%}{{ return('relation ' ~ relation.render()) }}{%- endif -%}
  {%- if node.resource_type == 'source' -%}{{ return('source ' ~ node.source_name ~ '.' ~ node.name) }}{%- endif -%}
  {{ return(node.resource_type ~ ' ' ~ node.name) }}
{% endmacro %}


{#
  short_name(relation)
  What people call a relation: `orders`, or `shop.orders` of a source.
#}
{% macro short_name(relation) %}
  {%- set node = assay.node_of(relation) -%}
  {%- if node is none -%}{{ return(relation.identifier) }}{%- endif -%}
  {{ return(node.source_name ~ '.' ~ node.name if node.resource_type == 'source' else node.name) }}
{% endmacro %}


{#
  setting(owner, key)
  One declared word of a node or column: `config: {key: …}`, or `config: {meta: {assay: {key: …}}}` for hosts that drop
  config they do not know. None if it is not declared.
#}
{% macro setting(owner, key) %}
  {%- set config = owner.get('config') or {} -%}
  {%- if config.get(key) is not none -%}{{ return(config.get(key)) }}{%- endif -%}
  {%- set meta = config.get('meta') or {} -%}
  {{ return((meta.get('assay') or {}).get(key)) }}
{% endmacro %}


{#
  declared(me, relation)
  What a relation's config says about time. Of a CTE's name or an unknown relation: nothing.

  Returns {entity, event_time, knowledge_time, availability_delay, tie_break, event_key, static, known_in_advance,
  columns: the declared names, types: {column: declared type}, late: {column: the time it was written in place}}.
#}
{% macro declared(me, relation) %}
  {%- set node = assay.node_of(relation) -%}
  {%- set words = {'columns': [], 'types': {}, 'late': {}} -%}
  {%- for key in ['entity', 'event_time', 'knowledge_time', 'availability_delay', 'tie_break', 'event_key', 'static', 'known_in_advance'] -%}
    {%- do words.update({key: none if node is none else assay.setting(node, key)}) -%}
  {%- endfor -%}
  {%- if node is none -%}{{ return(words) }}{%- endif -%}

  {%- for key in ['entity', 'tie_break', 'event_key'] -%}
    {%- do words.update({key: assay.name_list(me, key ~ ' of ' ~ assay.describe(relation), words[key])}) -%}
  {%- endfor -%}
  {%- for name, column in node.columns.items() -%}
    {%- do words.columns.append(name) -%}
    {%- do words.types.update({name: (column.data_type or '') | lower | trim}) -%}
    {%- if assay.setting(column, 'knowledge_time') is not none -%}
      {%- do words.late.update({name: assay.setting(column, 'knowledge_time')}) -%}
    {%- endif -%}
  {%- endfor -%}
  {# The time at which a column was written is not known before it has come, either. #}
  {%- for clock in words.late.values() | list if clock not in words.late -%}
    {%- do words.late.update({clock: clock}) -%}
  {%- endfor -%}

  {%- if node.resource_type == 'snapshot' -%}
    {%- set renamed = node.config.get('snapshot_meta_column_names') or {} -%}
    {%- set valid_from = renamed.get('dbt_valid_from') or 'dbt_valid_from' -%}
    {%- set valid_to = renamed.get('dbt_valid_to') or 'dbt_valid_to' -%}
    {%- if valid_to not in words.late -%}{%- do words.late.update({valid_to: valid_to}) -%}{%- endif -%}
    {%- if node.config.get('strategy') == 'check' and words.knowledge_time is none and words.availability_delay is none -%}
      {%- do words.update({'knowledge_time': valid_from}) -%}
    {%- endif -%}
  {%- endif -%}
  {{ return(words) }}
{% endmacro %}
