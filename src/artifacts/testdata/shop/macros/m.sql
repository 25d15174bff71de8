{% macro cents(x, digits=2) %}(({{ x }}) * 100){% endmacro %}
{% test at_least(model, n) %}select 1 from (select count(*) c from {{ model }}) t where c < {{ n }}{% endtest %}
{% macro a() %}{{ cents('1') }}{{ adapter.dispatch('b')() }}{% endmacro %}
{% macro default__b() %}x{% endmacro %}
