-- Silver drops repetitions, never events: joins to units and rates must not lose what they do not know.
{% set pairs = [
  ['fct_loan_snapshots', 'bronze_loan_snapshots', "loan_id || '@' || snapshot_date"],
  ['fct_applicant_attributes', 'bronze_applicant_attributes', 'change_id'],
  ['fct_payments', 'bronze_payments', 'payment_id'],
  ['fct_financial_statements', 'bronze_financials', 'statement_id'],
  ['fct_clicks', 'bronze_clickstream', 'event_id'],
] %}
{% for fact, bronze, event in pairs %}
select '{{ fact }}' as fact, facts.events as in_silver, deliveries.events as in_bronze
from (select count(distinct {{ event }}) as events from {{ ref(fact) }}) as facts
cross join (select count(distinct {{ event }}) as events from {{ ref(bronze) }}) as deliveries
where facts.events < deliveries.events
{% if not loop.last %}union all{% endif %}
{% endfor %}
