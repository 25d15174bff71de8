{# Grant statements for one relation: SQL texts without a semicolon. #}

{# A query for the grants a relation has; its rows go to adapter.standardize_grants_dict. #}
{% macro get_show_grant_sql(relation) %}
  {% do return(adapter.dispatch('get_show_grant_sql', 'dbt')(relation)) %}
{% endmacro %}

{% macro default__get_show_grant_sql(relation) %}
  show grants on {{ relation.render() }}
{% endmacro %}


{#
  Gives `privilege` to a list of roles. As in dbt the roles are not quoted, so `public` and `"a role"` can be written.
#}
{% macro get_grant_sql(relation, privilege, grantees) %}
  {% do return(adapter.dispatch('get_grant_sql', 'dbt')(relation, privilege, grantees)) %}
{% endmacro %}

{% macro default__get_grant_sql(relation, privilege, grantees) -%}
  grant {{ privilege }} on {{ relation_or_function(relation) }} to {{ grantees | join(', ') }}
{%- endmacro %}


{# Takes `privilege` from a list of roles, whose names come from the database and are quoted. #}
{% macro get_revoke_sql(relation, privilege, grantees) %}
  {% do return(adapter.dispatch('get_revoke_sql', 'dbt')(relation, privilege, grantees)) %}
{% endmacro %}

{% macro default__get_revoke_sql(relation, privilege, grantees) -%}
  {%- set roles = [] -%}
  {%- for grantee in grantees -%}
    {%- do roles.append(adapter.quote(grantee)) -%}
  {%- endfor -%}
  revoke {{ privilege }} on {{ relation_or_function(relation) }} from {{ roles | join(', ') }}
{%- endmacro %}


{#
  The statements for a whole `grants` config ({privilege: [roles]}), as a list. `get_dcl_macro` is get_grant_sql or
  get_revoke_sql.
#}
{% macro get_dcl_statement_list(relation, grant_config, get_dcl_macro) %}
  {% do return(adapter.dispatch('get_dcl_statement_list', 'dbt')(relation, grant_config, get_dcl_macro)) %}
{% endmacro %}

{% macro default__get_dcl_statement_list(relation, grant_config, get_dcl_macro) %}
  {% set statements = [] %}
  {% for privilege, grantees in grant_config.items() if grantees %}
    {% set together = [grantees] if support_multiple_grantees_per_dcl_statement() else grantees | batch(1) %}
    {% for group in together %}
      {% do statements.append(get_dcl_macro(relation, privilege, group)) %}
    {% endfor %}
  {% endfor %}
  {% do return(statements) %}
{% endmacro %}
