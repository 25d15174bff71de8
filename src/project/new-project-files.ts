/** The files of a new project, by path. */
export function newProjectFiles(name: string): Readonly<Record<string, string>> {
  return {
    'project.yml': `# What this project is, and how its models are built. Folders and keys are dbt's.
name: ${name}
version: '0.1.0'

models:
  ${name}:
    +materialized: view

seeds:
  ${name}:
    +column_types:
      ordered_at: timestamptz
      amount: numeric(10, 2)
`,
    'seeds/raw_orders.csv': RAW_ORDERS,
    'models/stg_orders.sql': `-- Orders as they came, with clear names. A view: it costs nothing to build.
select
    order_id,
    customer_id,
    ordered_at,
    amount,
    status
from {{ ref('raw_orders') }}
`,
    'models/customer_spend.sql': `-- What each customer has spent: one row a customer. A table: it is read more often than it is built.
{{ config(materialized='table') }}

select
    customer_id,
    count(*) as orders,
    sum(amount) as spent,
    max(ordered_at) as last_ordered_at
from {{ ref('stg_orders') }}
where status <> 'returned'
group by customer_id
`,
    'models/models.yml': `version: 2

models:
  - name: stg_orders
    description: One row for each order.
    columns:
      - name: order_id
        description: Identifies the order.
        data_tests: [not_null, unique]
      - name: status
        data_tests:
          - accepted_values:
              arguments: {values: [placed, shipped, returned]}

  - name: customer_spend
    description: One row for each customer who kept something.
    columns:
      - name: customer_id
        description: Identifies the customer.
        data_tests: [not_null, unique]
      - name: spent
        description: The sum of all orders that were not returned.
        data_tests: [not_null]
`,
    'tests/nothing_was_given_away.sql': `-- A data test selects what must not be there: it fails when it finds a row.
select *
from {{ ref('customer_spend') }}
where spent <= 0
`,
    'sources.yml': `# Tables that others load. Declare one, and models read it with {{ source('shop', 'orders') }}:
#
# sources:
#   - name: shop
#     schema: raw
#     tables:
#       - name: orders
#         config:
#           loaded_at_field: loaded_at
#           freshness:
#             warn_after: {count: 1, period: day}
version: 2
`,
    'exposures.yml': `# Who uses what is built here. 'assay build --select +exposure:spend_model' builds what this one needs.
version: 2

exposures:
  - name: spend_model
    type: ml
    owner: {name: Data science, email: data@example.com}
    description: Predicts what a customer will spend next month.
    depends_on:
      - ref('customer_spend')
`,
    'README.md': `# ${name}

    assay build                        seeds, models and tests, in order
    assay show --select customer_spend the first rows of a model
    assay watch                        builds what changes, as you save it

Without any set-up this runs on a PostgreSQL inside the process; its data lie in \`.assay/\`. For a server of your own
set \`DATABASE_URL=postgresql://user:password@host:5432/database\`, or write a \`profiles.yml\`.
\`assay debug\` says which database is used, and why.

| where | what |
| --- | --- |
| \`project.yml\` | the project's name, and how its models are built |
| \`seeds/\` | small tables, as csv |
| \`models/\` | a \`select\` a file; each becomes a view or a table |
| \`models/models.yml\` | what they mean, and what must hold |
| \`tests/\` | what must not be found |
| \`sources.yml\` | tables that others load |
| \`exposures.yml\` | who uses the results |
`,
    '.gitignore': 'target/\nlogs/\n.assay/\n',
  }
}

const RAW_ORDERS = `order_id,customer_id,ordered_at,amount,status
1,1,2024-01-03 09:15:00+00,24.90,shipped
2,2,2024-01-04 12:40:00+00,13.50,shipped
3,1,2024-01-09 17:05:00+00,8.00,returned
4,3,2024-01-11 08:30:00+00,56.20,shipped
5,2,2024-01-15 20:10:00+00,31.75,shipped
6,4,2024-01-18 11:55:00+00,19.99,returned
7,1,2024-01-22 14:20:00+00,42.00,shipped
8,3,2024-01-25 10:00:00+00,12.25,placed
9,5,2024-01-29 16:45:00+00,7.80,placed
10,2,2024-01-30 09:05:00+00,64.10,placed
`
