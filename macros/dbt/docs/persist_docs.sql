{# Descriptions kept in the database, as comments on relations and columns. #}

{# The statement that sets a relation's comment. #}
{% macro alter_relation_comment(relation, relation_comment) %}
  {% do return(adapter.dispatch('alter_relation_comment', 'dbt')(relation, relation_comment)) %}
{% endmacro %}

{% macro default__alter_relation_comment(relation, relation_comment) %}
  {% do exceptions.raise_not_implemented('alter_relation_comment macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}


{# The statements that set columns' comments; `column_dict` maps names to column properties (`description`, `quote`). #}
{% macro alter_column_comment(relation, column_dict) %}
  {% do return(adapter.dispatch('alter_column_comment', 'dbt')(relation, column_dict)) %}
{% endmacro %}

{% macro default__alter_column_comment(relation, column_dict) %}
  {% do exceptions.raise_not_implemented('alter_column_comment macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}


{#
  Sets the comments that the `persist_docs` config asks for. `model` is the node with its descriptions; `for_relation`
  and `for_columns` can leave either part out.
#}
{% macro persist_docs(relation, model, for_relation=true, for_columns=true) %}
  {% do return(adapter.dispatch('persist_docs', 'dbt')(relation, model, for_relation, for_columns)) %}
{% endmacro %}

{% macro default__persist_docs(relation, model, for_relation, for_columns) %}
  {% if for_relation and config.persist_relation_docs() and model.description %}
    {% do run_query(alter_relation_comment(relation, model.description)) %}
  {% endif %}
  {% if for_columns and config.persist_column_docs() and model.columns %}
    {% set present = adapter.get_columns_in_relation(relation) | map(attribute='name') | list %}
    {% set comments = alter_column_comment(relation, validate_doc_columns(relation, model.columns, present)) %}
    {% if comments and comments | trim %}
      {% do run_query(comments) %}
    {% endif %}
  {% endif %}
{% endmacro %}


{#
  The described columns that exist, as a mapping like `column_dict`; the others are named in a warning. Names are
  compared without regard to case unless the column is quoted.
#}
{% macro validate_doc_columns(relation, column_dict, existing_column_names) %}
  {% set folded = existing_column_names | map('lower') | list %}
  {% set found = {} %}
  {% set missing = [] %}
  {% for name, properties in column_dict.items() %}
    {% if (name in existing_column_names if properties['quote'] else name | lower in folded) %}
      {% do found.update({name: properties}) %}
    {% else %}
      {% do missing.append(name) %}
    {% endif %}
  {% endfor %}
  {% if missing %}
    {% do exceptions.warn(
      'In relation ' ~ relation.render()
      ~ ': The following columns are specified in the schema but are not present in the database: ' ~ missing | join(', ')
    ) %}
  {% endif %}
  {% do return(found) %}
{% endmacro %}
