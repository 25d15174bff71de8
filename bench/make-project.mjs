#!/usr/bin/env node
// Writes a deterministic synthetic dbt project that parses, compiles and runs on Postgres.
//   make-project.mjs --models 1000 --style simple|rich --out DIR [--seed 7]
// 15 % staging views on sources, 55 % intermediate tables, 30 % marts; fan-in 1–3 from the layers below.
// `rich` adds loops, macro calls, CTEs, incremental guards and ~1.5 KB of properties per model (8 columns, 3 data tests).
// Before `run`: psql -f DIR/setup.sql (creates the source tables in schema raw).
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values: o } = parseArgs({
  options: {
    models: { type: 'string', default: '1000' },
    style: { type: 'string', default: 'rich' },
    out: { type: 'string' },
    seed: { type: 'string', default: '7' },
  },
})
const n = Number(o.models),
  rich = o.style === 'rich',
  out = o.out
let state = BigInt(o.seed) * 6364136223846793005n + 1442695040888963407n
const rnd = (k) => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n)
  return Number((state >> 33n) % BigInt(k))
}
const pad = (i) => String(i).padStart(5, '0')

rmSync(out, { recursive: true, force: true })
const write = (path, text) => {
  const p = join(out, path)
  mkdirSync(join(p, '..'), { recursive: true })
  writeFileSync(p, text)
}

write(
  'dbt_project.yml',
  `name: synthetic
version: '1.0'
profile: bench
model-paths: [models]
macro-paths: [macros]
vars: {lookback_days: 30, min_amount: 0}
models:
  synthetic:
    staging: {+materialized: view}
    intermediate: {+materialized: table}
    marts: {+materialized: table, +tags: [mart]}
`,
)
const nSources = Math.max(1, Math.round(n * 0.05)),
  nStg = Math.round(n * 0.15),
  nInt = Math.round(n * 0.55)
const macros = Array.from(
  { length: 30 },
  (_, i) => `{% macro safe_ratio_${i}(num, den, digits=4) -%}
  {%- if digits is number and digits > 0 -%}
    round(({{ num }})::numeric / nullif({{ den }}, 0)::numeric, {{ digits }})
  {%- else -%}
    ({{ num }}) / nullif({{ den }}, 0)
  {%- endif -%}
{%- endmacro %}

{% macro columns_${i}(prefix, names) -%}
  {%- for name in names %}
  {{ prefix }}.{{ name | lower }}{{ "," if not loop.last }}
  {%- endfor -%}
{%- endmacro %}
`,
)
write('macros/arithmetic.sql', macros.slice(0, 15).join('\n'))
write('macros/more.sql', macros.slice(15).join('\n'))
write(
  'models/sources.yml',
  `version: 2
sources:
  - name: raw
    schema: raw
    tables:
${Array.from(
  { length: nSources },
  (_, i) => `      - name: events_${pad(i)}
        description: Raw events ${i}
        config: {loaded_at_field: event_at, freshness: {warn_after: {count: 2, period: day}, error_after: {count: 5, period: day}}}
`,
).join('')}`,
)
write(
  'setup.sql',
  `create schema if not exists raw;
${Array.from({ length: nSources }, (_, i) => `create table if not exists raw.events_${pad(i)} as select g as id, now() - g * interval '1 hour' as event_at, (g % 97)::numeric as amount, g % 7 as qty, (g % 13)::numeric as price, 'c' || g % 5 as category from generate_series(1, 100) g;`).join('\n')}
`,
)

const base = ['id', 'event_at', 'amount', 'qty', 'price', 'category']
const simple = (from) =>
  `select id, event_at, amount, qty, price, category\nfrom ${from[0]}\n${from
    .slice(1)
    .map((f) => `union all select id, event_at, amount, qty, price, category from ${f} where false\n`)
    .join('')}`
const richSql = (name, from, i) => `{{ config(tags=['t${i % 10}'], meta={'owner': 'team_${i % 12}'}) }}
{#- ${name}: generated, one of many -#}
{% set measures = ['amount', 'qty', 'price'] %}
{% set lookback = var('lookback_days', 30) %}

with base as (
    select ${base.join(', ')}
    from ${from[0]}
    where amount >= {{ var('min_amount') }}
    {% if is_incremental() %}
      and event_at > (select coalesce(max(event_at), '1900-01-01') from {{ this }})
    {% endif %}
),
${from
  .slice(1)
  .map(
    (f, k) => `other_${k} as (
    select id, {% for m in measures %}max({{ m }}) as {{ m }}{{ "," if not loop.last }} {% endfor %}
    from ${f}
    group by id
),
`,
  )
  .join('')}windowed as (
    select
        base.*,
        {% for m in measures -%}
        avg({{ m }}) over (partition by category order by event_at range between interval '{{ lookback }} days' preceding and interval '1 microsecond' preceding) as {{ m }}_avg_{{ lookback }}d{{ "," if not loop.last }}
        {% endfor %}
    from base
),
final as (
    select
        ${base.map((b) => `w.${b}`).join(', ')},
        {% for m in measures if m != 'qty' %}
        {{ safe_ratio_${i % 30}('w.' ~ m, 'w.qty') }} as {{ m }}_per_unit,
        {% endfor %}
        {{ columns_${i % 30}('w', ['AMOUNT_AVG_30D', 'QTY_AVG_30D', 'PRICE_AVG_30D']) }}
    from windowed w
${from
  .slice(1)
  .map((_, k) => `    left join other_${k} on other_${k}.id = w.id\n`)
  .join('')})

select * from final
`
const props = (names, layer) => `version: 2
models:
${names
  .map(
    (m, k) => `  - name: ${m}
    description: >
      Model ${m} of the ${layer} layer. Grain is one row per id; event_at is when it happened.
${
  rich
    ? `    config: {tags: [${layer}, p${k % 5}], meta: {owner: team_${k % 12}, contains_pii: false}}
    columns:
      - name: id
        description: Surrogate key
        data_tests: [not_null]
${base
  .slice(1)
  .map(
    (c) => `      - name: ${c}
        description: The ${c} of ${m}, carried from the source without change of unit
${
  c === 'category'
    ? `        data_tests:
          - not_null
          - accepted_values: {arguments: {values: [c0, c1, c2, c3, c4]}}
`
    : ''
}`,
  )
  .join('')}      - name: amount_per_unit
        description: Amount by quantity, four digits
      - name: price_per_unit
        description: Price by quantity, four digits
`
    : `    columns: [{name: id, data_tests: [not_null]}]
`
}`,
  )
  .join('')}`

const below = []
const layers = [
  ['staging', 'stg', nStg],
  ['intermediate', 'int', nInt],
  ['marts', 'mart', n - nStg - nInt],
]
let i = 0
for (const [layer, short, count] of layers) {
  const here = []
  for (let k = 0; k < count; k++, i++) {
    const name = `${short}_${pad(k)}`
    const pool = layer === 'intermediate' ? [...below.slice(-Math.max(50, 0)), ...below.slice(0, 50)] : below
    const from =
      layer === 'staging'
        ? [`{{ source('raw', 'events_${pad(k % nSources)}') }}`]
        : Array.from({ length: 1 + rnd(3) }, () => `{{ ref('${pool[rnd(pool.length)]}') }}`).filter(
            (f, at, all) => all.indexOf(f) === at,
          )
    write(
      `models/${layer}/${String(Math.floor(k / 100)).padStart(3, '0')}/${name}.sql`,
      rich ? richSql(name, from, i) : simple(from),
    )
    here.push(name)
    if (layer !== 'staging' && below.length < nStg + 400) below.push(name)
  }
  for (let f = 0; f * 20 < here.length; f++)
    write(`models/${layer}/_props_${pad(f)}.yml`, props(here.slice(f * 20, f * 20 + 20), layer))
  if (layer === 'staging') below.push(...here)
}
console.log(`${i} models, ${nSources} sources, style ${o.style}, in ${out}`)
