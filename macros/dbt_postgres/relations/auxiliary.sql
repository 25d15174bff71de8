{#
  Names of relations that stand beside another while it is built. Postgres cuts names to 63 bytes without a word, so
  that two of them could become one: here a name that is too long is cut before its suffix, and marked with a hash of
  the whole.
#}

{# What tells the names of one run from those of another: `_` and eight hexadecimal digits. #}
{% macro postgres__run_suffix() %}
  {% do return('_' ~ local_md5(invocation_id | string)[:8]) %}
{% endmacro %}


{# How many bytes a text takes in UTF-8: percent-encoding writes each byte either as it is or with three characters. #}
{% macro postgres__byte_length(text) %}
  {% set encoded = text | urlencode %}
  {% do return(encoded | length - 2 * (encoded.split('%') | length - 1)) %}
{% endmacro %}


{# The longest beginning of a text that takes no more than so many bytes, whole characters. #}
{% macro postgres__cut_to_bytes(text, bytes) %}
  {% set cut = namespace(text=text[:bytes]) %}
  {% for _ in text[:bytes] %}
    {% if postgres__byte_length(cut.text) > bytes %}
      {% set cut.text = cut.text[:-1] %}
    {% endif %}
  {% endfor %}
  {% do return(cut.text) %}
{% endmacro %}


{#
  `base_relation` under its own name with a suffix, within 63 bytes. `dstring` adds the time to the microsecond, which
  makes the name one call's own; without it the name is the run's own, and the same each time it is asked for.
#}
{% macro postgres__make_relation_with_suffix(base_relation, suffix, dstring) %}
  {% if dstring %}
    {% set suffix = suffix ~ modules.datetime.datetime.now().strftime('%H%M%S%f') %}
  {% else %}
    {% set suffix = suffix ~ postgres__run_suffix() %}
  {% endif %}
  {% set longest = base_relation.relation_max_name_length() %}
  {% set room = longest - postgres__byte_length(suffix) %}
  {% if room < 0 %}
    {% do exceptions.raise_compiler_error(
      'Relation suffix is too long (' ~ suffix | length ~ ' characters). Maximum length is ' ~ longest ~ ' characters.'
    ) %}
  {% endif %}
  {% set name = base_relation.identifier %}
  {% if postgres__byte_length(name) > room %}
    {% set mark = '_' ~ local_md5(name)[:8] if room > 9 else '' %}
    {% set name = postgres__cut_to_bytes(name, room - mark | length) ~ mark %}
  {% endif %}
  {% do return(base_relation.incorporate(path={'identifier': name ~ suffix})) %}
{% endmacro %}


{# For rows on their way into `base_relation`: a temporary table, so without database and schema. #}
{% macro postgres__make_temp_relation(base_relation, suffix) %}
  {% set temporary = postgres__make_relation_with_suffix(base_relation, suffix, dstring=True) %}
  {% do return(temporary.incorporate(path={'schema': none, 'database': none})) %}
{% endmacro %}

{# For what will be renamed to `base_relation`. #}
{% macro postgres__make_intermediate_relation(base_relation, suffix) %}
  {% do return(postgres__make_relation_with_suffix(base_relation, suffix, dstring=False)) %}
{% endmacro %}

{# For what `base_relation` was before, of the kind `backup_relation_type`. #}
{% macro postgres__make_backup_relation(base_relation, backup_relation_type, suffix) %}
  {% set backup = postgres__make_relation_with_suffix(base_relation, suffix, dstring=False) %}
  {% do return(backup.incorporate(type=backup_relation_type)) %}
{% endmacro %}
