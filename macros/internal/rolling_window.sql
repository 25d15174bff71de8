{#
  rolling_window(me, function, column, entity, event_time, window, include_current, late_data)
  The expression behind rolling_avg, rolling_sum, …: an aggregate over the same entity's rows in [T - window, T).

  Rows whose key or time is null count nowhere and see nothing, hence the filter: a window puts nulls together.
#}
{% macro rolling_window(me, function, column, entity, event_time, window, include_current, late_data) %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- do assay.refuse_late_data(me, late_data) -%}
  {%- for what, value in [('column', column), ('event_time', event_time)] if value is not string or not value -%}
    {%- do assay.refuse(me, what ~ ' must be a column or an expression, not ' ~ value, 'Write ' ~ me ~ "('amount', 'customer_id', 'occurred_at', '7 days')") -%}
  {%- endfor -%}
  {%- if include_current is not boolean -%}
    {%- do assay.refuse(me, 'include_current must be true or false, not ' ~ include_current, 'Write include_current=true') -%}
  {%- endif -%}
  {%- set keys = assay.name_list(me, 'entity', entity) -%}
  {%- if not keys -%}
    {%- do assay.refuse(me, 'there is no entity', "Write entity='customer_id'") -%}
  {%- endif -%}
  {%- set length = assay.window_length(me, window) -%}
  {%- set frame_end = 'current row' if include_current else "interval '1 microsecond' preceding" -%}
  {%- set over = 'partition by ' ~ keys | join(', ') ~ ' order by ' ~ event_time ~ ' range between ' ~ length.sql ~ ' preceding and ' ~ frame_end -%}
  {%- set present = [] -%}
  {%- for one in keys + [event_time] -%}
    {%- do present.append(assay.operand(one) ~ ' is not null') -%}
  {%- endfor -%}
  {{ return(assay.aggregate_sql(me, function, column, 'cast(' ~ column ~ ' as numeric)', present | join(' and '), over, column)) }}
{% endmacro %}


{#
  window_length(me, window)
  The duration of a window, which may not be empty.
#}
{% macro window_length(me, window) %}
  {%- set length = assay.duration(me, 'window', window) -%}
  {%- if assay.is_zero(length) -%}
    {%- do assay.refuse(me, "the window '" ~ window ~ "' has no length", "Write window='7 days'") -%}
  {%- endif -%}
  {{ return(length) }}
{% endmacro %}


{#
  refuse_late_data(me, late_data)
  A plain window counts an event at its event time, even if it became known later. In a model that declares an entity and
  an event time that is a look into the future as soon as what it reads has a knowledge time, unless it is accepted.
#}
{% macro refuse_late_data(me, late_data) %}
  {%- if late_data is not none and late_data != 'accepted' -%}
    {%- do assay.refuse(me, 'late_data is ' ~ late_data, "Write late_data='accepted', or leave it out") -%}
  {%- endif -%}
  {%- if late_data is none and model is defined and model.config is defined
         and assay.setting(model, 'entity') is not none and assay.setting(model, 'event_time') is not none -%}
    {%- for node in assay.read_nodes(model) -%}
      {%- set clock = assay.own_knowledge_time(node) -%}
      {%- if clock is not none -%}
        {%- do assay.refuse(me, 'this feature model reads ' ~ node.resource_type ~ ' ' ~ node.name ~ ', whose rows are known only from ' ~ clock
                            ~ ' on, and a window knows event time alone: it would count rows before they were known',
                            "Use rolling_features, which honours both clocks, or write late_data='accepted' if that is what you want") -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{% endmacro %}


{#
  read_nodes(reader)
  The nodes and sources a node reads; an ephemeral model is no relation, so what it reads counts in its place too.
#}
{% macro read_nodes(reader) %}
  {%- set found = [] -%}
  {%- if reader.depends_on is defined and graph.nodes is defined -%}
    {%- for id in reader.depends_on.nodes -%}
      {%- set node = graph.nodes.get(id, graph.sources.get(id)) -%}
      {%- if node -%}
        {%- do found.append(node) -%}
        {%- if node.config.get('materialized') == 'ephemeral' -%}
          {%- do found.extend(assay.read_nodes(node)) -%}
        {%- endif -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
  {{ return(found) }}
{% endmacro %}


{#
  own_knowledge_time(node)
  The column a node's rows are known from: declared, or a check snapshot's own.
#}
{% macro own_knowledge_time(node) %}
  {%- set clock = assay.setting(node, 'knowledge_time') -%}
  {%- if clock is none and node.resource_type == 'snapshot' and node.config.get('strategy') == 'check' and assay.setting(node, 'availability_delay') is none -%}
    {{ return((node.config.get('snapshot_meta_column_names') or {}).get('dbt_valid_from') or 'dbt_valid_from') }}
  {%- endif -%}
  {{ return(clock) }}
{% endmacro %}
