{#
  example_what_next() → nothing; says what to look at once everything is built. Called by on-run-end.
#}
{% macro example_what_next() %}
  {% if execute and flags.WHICH == 'build' and not invocation_args_dict.get('select') %}
    {% if results | rejectattr('status', 'in', ['success', 'pass']) | list | length == 0 %}
      {% set show = 'npx assay show' ~ (' --target embedded' if target.name == 'embedded' else '') ~ ' --select ' %}
      {% for look, why in [
        (show ~ 'what_knowledge_time_changes', 'how many predictions would have seen the future'),
        (show ~ 'portfolio_by_month', 'the book, month by month'),
        ('models/README.md', 'what else is there, and where to begin reading'),
      ] %}
        {% do log('%-8s %-72s %s' % ('look at' if loop.first else '', look, why), info=true) %}
      {% endfor %}
    {% endif %}
  {% endif %}
{% endmacro %}
