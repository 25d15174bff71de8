{#
  How a unit test is run: its model's query over fixtures is held beside the rows it should give. The rows of the
  statement `main` tell the two apart by `actual_or_expected`; who runs the test compares them, and rolls back.
#}
{% materialization unit, default %}
  {%- set rows = config.get('expected_rows') or [] -%}
  {%- set types = {} -%}
  {%- set quoted = {} -%}
  {%- for column in assay.described_columns(sql) -%}
    {%- do types.update({column.name | lower: column.type}) -%}
    {%- do quoted.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}

  {%- set expected = config.get('expected_sql') or get_expected_sql(rows, types, quoted) -%}
  {%- set compared = [] -%}
  {%- for name in (rows[0].keys() if rows else types.keys()) -%}
    {%- do compared.append(quoted[name | lower]) -%}
  {%- endfor -%}

  {%- call statement('main', fetch_result=true) -%}
    {{ get_unit_test_sql(sql, expected, compared) }}
  {%- endcall -%}
  {{ return({'relations': []}) }}
{% endmaterialization %}
