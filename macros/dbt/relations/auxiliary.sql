{# Relations that stand beside another while it is built. Each macro returns a relation; nothing is created. #}

{# For rows on their way into `base_relation`. Each microbatch gets its own, so that batches can run side by side. #}
{% macro make_temp_relation(base_relation, suffix='__dbt_tmp') %}
  {% if suffix == '__dbt_tmp' and model.batch %}
    {% set suffix = suffix ~ '_' ~ model.batch.id %}
  {% endif %}
  {% do return(adapter.dispatch('make_temp_relation', 'dbt')(base_relation, suffix)) %}
{% endmacro %}

{% macro default__make_temp_relation(base_relation, suffix) %}
  {% do return(base_relation.incorporate(path={'identifier': base_relation.identifier ~ suffix})) %}
{% endmacro %}


{# For what will be renamed to `base_relation`. #}
{% macro make_intermediate_relation(base_relation, suffix='__dbt_tmp') %}
  {% do return(adapter.dispatch('make_intermediate_relation', 'dbt')(base_relation, suffix)) %}
{% endmacro %}

{% macro default__make_intermediate_relation(base_relation, suffix) %}
  {% do return(default__make_temp_relation(base_relation, suffix)) %}
{% endmacro %}


{# For what `base_relation` was before, of the kind `backup_relation_type`. #}
{% macro make_backup_relation(base_relation, backup_relation_type, suffix='__dbt_backup') %}
  {% do return(adapter.dispatch('make_backup_relation', 'dbt')(base_relation, backup_relation_type, suffix)) %}
{% endmacro %}

{% macro default__make_backup_relation(base_relation, backup_relation_type, suffix) %}
  {% set path = {'identifier': base_relation.identifier ~ suffix} %}
  {% do return(base_relation.incorporate(path=path, type=backup_relation_type)) %}
{% endmacro %}
