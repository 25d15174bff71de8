{% test is_positive(model, column_name) %}
select * from {{ model }} where {{ column_name }} < 0
{% endtest %}

{% test two_tables_agree(model, other) %}
select * from {{ model }} except select * from {{ other }}
{% endtest %}
