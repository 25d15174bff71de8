{#
  columns_as_declared(allow_undeclared=false)

  Fails for each column in which a relation differs from what is declared of it: one that is there and not declared, one
  that is declared and missing, one of another type than its `data_type` (lengths are not compared). On a source it finds
  what the sender changed without telling.

  allow_undeclared   true: columns that nobody declared are no fault

  Example:

      sources:
        - name: shop
          tables:
            - name: orders
              data_tests: [assay.columns_as_declared]
              columns:
                - {name: order_id, data_type: bigint}
#}
{% test columns_as_declared(model, allow_undeclared=false) %}
{%- if execute -%}
  {%- set node = assay.node_of(model) -%}
  {%- if node is none or not node.relation_name -%}
    {%- do assay.refuse('columns_as_declared', 'it stands on something that is no relation', 'Put it on a source, a seed, a snapshot, or a model that is not ephemeral') -%}
  {%- endif -%}
  {%- if not node.columns -%}
    {%- do assay.refuse('columns_as_declared', 'no columns are declared', 'Write columns: of ' ~ node.resource_type ~ ' ' ~ node.name) -%}
  {%- endif -%}
  {%- set declared = [] -%}
  {%- for name, column in node.columns.items() -%}
    {%- set type = assay.literal(column.data_type) if column.data_type else 'null' -%}
    {%- do declared.append('(' ~ assay.literal(assay.bare_name(name)) ~ ', ' ~ type ~ '::text)') -%}
  {%- endfor -%}
select
    coalesce(declared.name, found.name) as column_name,
    case when found.name is null then 'missing' when declared.name is null then 'undeclared' else 'retyped' end as problem,
    declared.type as declared_type,
    found.type as actual_type
from (values
    {{ declared | join(',\n    ') }}
) as declared (name, type)
full join (
    select attname::text as name, format_type(atttypid, atttypmod) as type, atttypid as oid
    from pg_attribute
    where attrelid = to_regclass({{ assay.literal(node.relation_name) }}) and attnum > 0 and not attisdropped
) as found on found.name = declared.name
where found.name is null
  {% if not allow_undeclared -%}
  or declared.name is null
  {% endif -%}
  or (declared.type is not null and to_regtype(declared.type)::oid is distinct from found.oid)
{%- endif -%}
{% endtest %}
