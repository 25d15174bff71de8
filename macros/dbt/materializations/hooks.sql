{# Hooks: statements before and after a node's own. A hook is a mapping {sql, transaction}. #}

{#
  Runs those hooks of a list that belong inside (or outside) the transaction, each rendered just before; what renders to
  nothing is skipped. For hooks outside, an open transaction is committed first.
#}
{% macro run_hooks(hooks, inside_transaction=True) %}
  {% for hook in hooks | selectattr('transaction', 'equalto', inside_transaction) %}
    {% if loop.first and not inside_transaction %}
      {% call statement(auto_begin=inside_transaction) -%}
        commit;
      {%- endcall %}
    {% endif %}
    {% set sql = render(hook.get('sql')) | trim %}
    {% if sql %}
      {% call statement(auto_begin=inside_transaction) -%}
        {{ sql }}
      {%- endcall %}
    {% endif %}
  {% endfor %}
{% endmacro %}


{# A hook as the JSON text that a `pre_hook` or `post_hook` config takes. #}
{% macro make_hook_config(sql, inside_transaction) %}
  {{ tojson({'sql': sql, 'transaction': inside_transaction}) }}
{% endmacro %}

{# A hook to run before the transaction. #}
{% macro before_begin(sql) %}
  {{ make_hook_config(sql, inside_transaction=False) }}
{% endmacro %}

{# A hook to run within it, as hooks do anyway. #}
{% macro in_transaction(sql) %}
  {{ make_hook_config(sql, inside_transaction=True) }}
{% endmacro %}

{# A hook to run after it. #}
{% macro after_commit(sql) %}
  {{ make_hook_config(sql, inside_transaction=False) }}
{% endmacro %}
