{#
  training_view(me, given, number)
  One entry of training_set's feature views with everything settled: {name, relation, keys, features, wanted, prefix, entity}.
#}
{% macro training_view(me, given, number) %}
  {%- set request = {'view': given} if assay.is_relation(given) or given is not mapping else given -%}
  {%- if not assay.is_relation(request.get('view')) -%}
    {%- do assay.refuse(me, 'entry ' ~ number ~ ' of the feature views is ' ~ (request.get('view') or 'no feature view'), "Write ref('…') with the name of a feature view, or {'view': ref('…'), 'features': […]}") -%}
  {%- endif -%}
  {%- for key in request if key not in ['view', 'features', 'prefix', 'entity'] -%}
    {%- do assay.refuse(me, 'entry ' ~ number ~ ' of the feature views has the unknown option ' ~ key, 'The options are view, features, prefix, entity') -%}
  {%- endfor -%}
  {%- set view = assay.declared_view(me, request.view) -%}
  {%- set wanted = none if request.get('features') is none else assay.name_list(me, 'features', request.features) -%}
  {%- for name in wanted or [] if name not in view.features | map(attribute='name') | list -%}
    {%- do assay.refuse(me, view.name ~ ' has no feature ' ~ name, 'It has ' ~ view.features | map(attribute='name') | join(', ')) -%}
  {%- endfor -%}
  {%- set entity = request.get('entity') -%}
  {%- if entity is not none and entity is not mapping -%}
    {%- do assay.refuse(me, 'entity of ' ~ view.name ~ ' is ' ~ entity, "Write {'guarantor_id': '" ~ view['keys'][0] ~ "'}: a column of the spine, and the key it stands for") -%}
  {%- endif -%}
  {%- for mine, theirs in (entity or {}).items() if theirs not in view['keys'] -%}
    {%- do assay.refuse(me, view.name ~ ' has no key ' ~ theirs, 'Its keys are ' ~ view['keys'] | join(', ')) -%}
  {%- endfor -%}
  {%- do view.update({'wanted': wanted, 'prefix': request.get('prefix') or '', 'entity': entity}) -%}
  {{ return(view) }}
{% endmacro %}


{#
  declared_view(me, relation)
  What `feature_views:` declares of a relation: {name, relation: what it reads, keys, features}. Refuses what is none.
#}
{% macro declared_view(me, relation) %}
  {%- if graph.nodes is not defined -%}
    {%- do assay.refuse(me, 'declarations cannot be seen here', 'Test the model that a feature view reads in its place') -%}
  {%- endif -%}
  {%- set node = assay.node_of(relation) -%}
  {%- set declared = {} if node is none else (assay.setting(node, 'feature_view') or {}) -%}
  {%- if not declared.get('reads') -%}
    {%- do assay.refuse(me, assay.describe(relation) ~ ' is no feature view', "Declare it under feature_views:, or join its columns with as_of_join") -%}
  {%- endif -%}
  {%- set reads = declared.reads -%}
  {%- if reads.get('source') -%}
    {%- set read = source(reads.source[0], reads.source[1]) -%}
  {%- elif reads.version is none -%}
    {%- set read = ref(reads.ref[0], reads.ref[1]) -%}
  {%- else -%}
    {%- set read = ref(reads.ref[0], reads.ref[1], version=reads.version) -%}
  {%- endif -%}
  {{ return({'name': 'feature view ' ~ node.name, 'relation': read, 'keys': declared['keys'], 'features': declared.features}) }}
{% endmacro %}
