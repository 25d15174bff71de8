{#
  described_columns(sql)
  The columns a query gives, found out without reading a row: a list of dicts {name, type, quoted}, types with their
  lengths and scales. Leaves nothing behind.
#}
{% macro described_columns(sql) %}
  {%- set described -%}
create temporary view assay_described_columns as select * from (
{{ sql }}
) as described;
select attname, format_type(atttypid, atttypmod)
from pg_attribute
where attrelid = 'pg_temp.assay_described_columns'::regclass and attnum > 0
order by attnum
  {%- endset -%}
  {%- set columns = [] -%}
  {%- for name, type in run_query(described).rows -%}
    {%- do columns.append({'name': name, 'type': type, 'quoted': adapter.quote(name)}) -%}
  {%- endfor -%}
  {%- do run_query('drop view pg_temp.assay_described_columns') -%}
  {{ return(columns) }}
{% endmacro %}
