import { type Called, callCli } from './call-cli.ts'
import { LENDER_DATA } from './lender-project.ts'
import { withProject } from './with-project.ts'

/**
 * A lender of whom a site has all to tell that a site can: a test that fails on personal data, a leak, a feature view,
 * a training set with versions, sources and a model that must be fresh, an exposure that is gated by its metrics.
 */
export const TOLD: Readonly<Record<string, string>> = {
  'project.yml': `name: lender
on-run-start: ["{{ make_data() }}"]
models:
  lender:
    +materialized: table
`,
  'macros/make_data.sql': `{% macro make_data() %}
drop schema if exists raw cascade;
${LENDER_DATA}
create table raw.customers as
select n as customer_id, 'customer' || n || '@example.com' as email, now() - interval '3 days' as loaded_at
from generate_series(0, 19) as n;
{% endmacro %}
`,
  'models/sources.yml': `sources:
  - name: raw
    schema: raw
    config: {loaded_at_field: loaded_at}
    tables:
      - name: loans
        description: One row for each loan that was asked for.
        config: {entity: [loan_id], event_time: prediction_time, knowledge_time: loaded_at}
        columns:
          - {name: defaulted, config: {knowledge_time: label_observed_at}}
          - {name: label_observed_at}
      - name: payments
        config: {entity: [loan_id], event_time: paid_at, knowledge_time: loaded_at}
      - name: customers
        config: {freshness: {warn_after: {count: 2, period: day}, error_after: {count: 5, period: day}}}
        columns:
          - {name: email, config: {tags: [pii]}}
`,
  'models/customers.sql': `select customer_id, email, lower(email) as contact, loaded_at from {{ source('raw', 'customers') }}
`,
  'models/spine.sql': `select loan_id, customer_id, prediction_time, defaulted, label_observed_at, loaded_at
from {{ source('raw', 'loans') }}
`,
  'models/paid.sql': "select loan_id, paid_at, amount, loaded_at from {{ source('raw', 'payments') }}\n",
  'models/paid_ever.sql': `select loan_id, paid_at, sum(amount) over () as paid, loaded_at from {{ source('raw', 'payments') }}
`,
  'models/scores.sql': `select * from (values ('macro_f1', 0.75), ('ece', 0.08)) as scored (metric, value)
`,
  'models/models.yml': `models:
  - name: customers
    description: Who borrows, one row each.
    config: {freshness: {warn_after: {count: 1, period: day}, error_after: {count: 2, period: day}}, loaded_at_field: loaded_at}
    columns:
      - {name: customer_id, description: Whom it is about., data_tests: [not_null, unique]}
      - name: email
        description: Where to write to.
        config: {tags: [pii]}
        data_tests: [{accepted_values: {arguments: {values: [nobody]}}}]
      - {name: contact, description: The same in lower case.}
  - name: spine
    config: {entity: [loan_id], event_time: prediction_time, knowledge_time: loaded_at, label: defaulted}
    columns: [{name: defaulted, config: {knowledge_time: label_observed_at}}]
  - name: paid
    description: What was paid, and when we heard of it.
    config: {entity: [loan_id], event_time: paid_at, knowledge_time: loaded_at}
  - name: paid_ever
    config: {entity: [loan_id], event_time: paid_at, knowledge_time: loaded_at}
feature_views:
  - name: payments
    description: What a loan has paid.
    entity: [loan_id]
    model: paid
    owner: Credit risk
    features:
      - {name: amount, dtype: numeric, unit: EUR, description: The last payment., nulls: {fill: 0}}
      - {name: paid_90_days, function: sum, column: amount, window: 90 days, where: amount > 0}
      - {name: share, expression: "amount / nullif(paid_90_days, 0)"}
training_sets:
  - name: loan_training
    description: What was known of each loan when it was asked for.
    spine: spine
    label: defaulted
    feature_views: [payments]
    splits: {train: 12 months, validation: 2 months, test: 2 months, out_of_time: 1 month, label_lag: 6 months, as_of: 2025-12-20}
`,
  'tests/odd_customers.sql': `select customer_id, contact, length(contact) as long from {{ ref('customers') }}
where customer_id > 3 order by customer_id
`,
  'exposures.yml': `exposures:
  - name: default_model
    label: Who will default
    type: ml
    owner: {name: Credit risk, email: risk@example.com}
    depends_on: [ref('loan_training'), ref('scores')]
    config:
      meta:
        metrics: ref('scores')
        gates: [{metric: macro_f1, min: 0.72}, {metric: ece, max: 0.05}, {metric: auc, min: 0.8}]
`,
}

export interface ToldProject extends AsyncDisposable {
  /** Of its artifacts. */
  readonly target: string
  call(line: string): Promise<Called>
}

/** That project built on an embedded database, its gates asked, its site made. */
export async function withToldProject(): Promise<ToldProject> {
  const folder = await withProject(TOLD)
  const call = (line: string): Promise<Called> => callCli(line, { cwd: folder.path })
  for (const line of [
    'build',
    'gate --only freshness metrics',
    'leakage --select paid paid_ever --cuts 2',
    'docs generate',
  ]) {
    const { code, out, err } = await call(line)
    if (code === 2) throw new Error(`${line}\n${out}${err}`)
  }
  return { target: `${folder.path}/target`, call, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}
