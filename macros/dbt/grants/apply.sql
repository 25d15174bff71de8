{# Runs a list of grant statements together, in one round trip. #}
{% macro call_dcl_statements(dcl_statement_list) %}
  {% do return(adapter.dispatch('call_dcl_statements', 'dbt')(dcl_statement_list)) %}
{% endmacro %}

{% macro default__call_dcl_statements(dcl_statement_list) -%}
  {% call statement('grants') -%}
    {%- for dcl_statement in dcl_statement_list %}
      {{ dcl_statement }};
    {%- endfor %}
  {%- endcall %}
{% endmacro %}


{#
  Makes a relation's grants what its `grants` config says; an empty config changes nothing. With `should_revoke` the
  grants it has are read first, and only the differences are carried out, revoking before granting.
#}
{% macro apply_grants(relation, grant_config, should_revoke) %}
  {% do return(adapter.dispatch('apply_grants', 'dbt')(relation, grant_config, should_revoke)) %}
{% endmacro %}

{% macro default__apply_grants(relation, grant_config, should_revoke=True) %}
  {% if grant_config %}
    {% set to_grant = grant_config %}
    {% set to_revoke = {} %}
    {% if should_revoke %}
      {% set present = adapter.standardize_grants_dict(run_query(get_show_grant_sql(relation))) %}
      {% set to_grant = diff_of_two_dicts(grant_config, present) %}
      {% set to_revoke = diff_of_two_dicts(present, grant_config) %}
      {% if not to_grant and not to_revoke %}
        {% do log('On ' ~ relation.render() ~ ': All grants are in place, no revocation or granting needed.') %}
      {% endif %}
    {% endif %}
    {% set statements = get_dcl_statement_list(relation, to_revoke, get_revoke_sql)
      + get_dcl_statement_list(relation, to_grant, get_grant_sql) %}
    {% if statements %}
      {{ call_dcl_statements(statements) }}
    {% endif %}
  {% endif %}
{% endmacro %}
