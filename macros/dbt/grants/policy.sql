{# What has to be revoked, and how statements may be written. All three return booleans. #}

{#
  Whether a replaced relation keeps the old one's grants. Assume so, as dbt does: it costs one query more to be sure.
#}
{% macro copy_grants() %}
  {% do return(adapter.dispatch('copy_grants', 'dbt')()) %}
{% endmacro %}

{% macro default__copy_grants() %}
  {% do return(True) %}
{% endmacro %}


{# Whether one statement may grant to several at once. #}
{% macro support_multiple_grantees_per_dcl_statement() %}
  {% do return(adapter.dispatch('support_multiple_grantees_per_dcl_statement', 'dbt')()) %}
{% endmacro %}

{% macro default__support_multiple_grantees_per_dcl_statement() %}
  {% do return(True) %}
{% endmacro %}


{#
  Whether grants from before may still be on a relation. `existing_relation` is what stood there (or a falsy value),
  `full_refresh_mode` whether it was replaced rather than added to.
#}
{% macro should_revoke(existing_relation, full_refresh_mode=True) %}
  {% if not existing_relation %}
    {% do return(False) %}
  {% endif %}
  {% do return(copy_grants() if full_refresh_mode else True) %}
{% endmacro %}
