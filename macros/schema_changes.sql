{#
  schema_changes(relations, noticed_at='now()')

  What has changed in the columns of some relations since the model it stands in was built the last time: the rows of an
  audit log, for an incremental model. The first build logs every column as added.

  relations    sources, or anything else that is looked at: [source('shop', 'orders'), …]
  noticed_at   SQL: the time that is written beside each change

  Returns a select with the columns
    noticed_at      when
    relation        `shop.orders`, or the name of a model
    column_name     which column
    entry           1 for the first change of the column, 2 for the next
    change          'added', 'removed' or 'retyped'
    data_type       its type now; null when removed
    previous_type   its type before; null when added

  Example:

      {{ config(materialized='incremental') }}
      {{ schema_changes([source('shop', 'orders'), source('shop', 'customers')]) }}
#}
{% macro schema_changes(relations, noticed_at='now()') %}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set relations = [relations] if assay.is_relation(relations) else relations -%}
  {%- if not assay.is_list(relations) or not relations -%}
    {%- do assay.refuse('schema_changes', 'there are no relations to look at', "Write schema_changes([source('shop', 'orders')])") -%}
  {%- endif -%}
  {%- set looked_at = [] -%}
  {%- set names = [] -%}
  {%- for relation in relations -%}
    {%- if not assay.is_relation(relation) -%}
      {%- do assay.refuse('schema_changes', relation ~ ' is no relation', "Write schema_changes([source('shop', 'orders')])") -%}
    {%- endif -%}
    {%- set name = assay.literal(assay.short_name(relation)) -%}
    {%- do names.append(name) -%}
    {%- do looked_at.append('(' ~ name ~ ', to_regclass(' ~ assay.literal(relation.render()) ~ '))') -%}
  {%- endfor %}
  {%- set sql -%}
with found as (
    select relation, attname::text as column_name, format_type(atttypid, atttypmod) as data_type
    from (values
        {{ looked_at | join(',\n        ') }}
    ) as looked_at (relation, oid)
    join pg_attribute on attrelid = oid and attnum > 0 and not attisdropped
),

recorded as (
    {% if is_incremental() -%}
    select distinct on (relation, column_name) relation, column_name, entry, data_type
    from {{ this }}
    where relation in ({{ names | join(', ') }})
    order by relation, column_name, entry desc
    {%- else -%}
    select null::text as relation, null::text as column_name, null::integer as entry, null::text as data_type
    where false
    {%- endif %}
)

select
    {{ noticed_at }} as noticed_at,
    coalesce(found.relation, recorded.relation) as relation,
    coalesce(found.column_name, recorded.column_name) as column_name,
    coalesce(recorded.entry, 0) + 1 as entry,
    case when recorded.data_type is null then 'added' when found.data_type is null then 'removed' else 'retyped' end as change,
    found.data_type,
    recorded.data_type as previous_type
from found
full join recorded on recorded.relation = found.relation and recorded.column_name = found.column_name
where found.data_type is distinct from recorded.data_type
  {%- endset -%}
  {{- return(sql) -}}
{% endmacro %}
