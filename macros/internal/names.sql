{#
  quote_name(name)
  A column name in double quotes, inner quotes doubled; what already stands in double quotes is kept. Names are exact:
  `Amount` is not `amount`.
#}
{% macro quote_name(name) %}
  {%- if name | length > 2 and name[0] == '"' and name[-1] == '"' -%}
    {{ return(name) }}
  {%- endif -%}
  {{ return('"' ~ (name | replace('"', '""')) ~ '"') }}
{% endmacro %}


{#
  literal(text)
  A text as an SQL literal.
#}
{% macro literal(text) %}
  {{ return("'" ~ (text | string | replace("'", "''")) ~ "'") }}
{% endmacro %}


{#
  bare_name(name)
  A column name without the double quotes it may have been written in.
#}
{% macro bare_name(name) %}
  {%- if name | length > 2 and name[0] == '"' and name[-1] == '"' -%}
    {{ return(name[1:-1] | replace('""', '"')) }}
  {%- endif -%}
  {{ return(name) }}
{% endmacro %}


{#
  column_of(alias, name)
  `alias."name"`.
#}
{% macro column_of(alias, name) %}
  {{ return(alias ~ '.' ~ assay.quote_name(name)) }}
{% endmacro %}


{#
  is_plain_name(text)
  Whether `text` is a column's name and not an expression: a bare identifier, or anything in one pair of double quotes.
#}
{% macro is_plain_name(text) %}
  {{ return(modules.re.match('^([^\\W\\d][\\w$]*|"([^"]|"")+")$', text) is not none) }}
{% endmacro %}


{#
  operand(expression)
  An SQL expression that another operator may follow: in parentheses, unless it is a name.
#}
{% macro operand(expression) %}
  {{ return(expression if modules.re.match('^[\\w$."]+$', expression) else '(' ~ expression ~ ')') }}
{% endmacro %}


{#
  as_list(value)
  none → [], one thing → [thing], a list → itself. For arguments that are a name or a list of names.
#}
{% macro as_list(value) %}
  {%- if value is none -%}{{ return([]) }}{%- endif -%}
  {%- if value is string -%}{{ return([value]) }}{%- endif -%}
  {{ return(value) }}
{% endmacro %}


{#
  is_list(value)
  A list or tuple. Asked this way round because a relation claims to be a mapping.
#}
{% macro is_list(value) %}
  {{ return(value is sequence and value is not string and value is not mapping) }}
{% endmacro %}


{#
  is_relation(value)
  What `ref`, `source`, `this` and `api.Relation.create` give.
#}
{% macro is_relation(value) %}
  {{ return(value is not none and value is not string and value.render is defined) }}
{% endmacro %}


{#
  is_cte(relation)
  A name in this query: a string, or the relation of an ephemeral model.
#}
{% macro is_cte(relation) %}
  {{ return(relation is string or relation.identifier.startswith('__dbt__cte__')) }}
{% endmacro %}


{#
  name_list(me, what, value)
  A list of column names from a name or a list of names; anything else is refused.
#}
{% macro name_list(me, what, value) %}
  {%- set names = assay.as_list(value) -%}
  {%- if not assay.is_list(names) or names | reject('string') | list | length > 0 or '' in names -%}
    {%- do assay.refuse(me, what ~ ' must be a column or a list of columns, not ' ~ value,
                        'Write ' ~ what ~ "='column' or " ~ what ~ "=['column', 'other_column']") -%}
  {%- endif -%}
  {{ return(names) }}
{% endmacro %}


{#
  bytes_of(text)
  The length of `text` in UTF-8 bytes; Postgres cuts names at 63 of them.
#}
{% macro bytes_of(text) %}
  {{ return(modules.re.sub('%[0-9A-F][0-9A-F]', '.', text | urlencode) | length) }}
{% endmacro %}
