/**
 * PostgreSQL's own aggregates, 14 to 18: `select distinct proname from pg_proc where prokind = 'a'`. Those of a project's
 * own are known only by their syntax (`filter`, `within group`, `over`); else what they give counts as transformed.
 */
const AGGREGATES: ReadonlySet<string> = new Set(
  `any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg
  json_agg_strict json_object_agg json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict jsonb_agg
  jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict max
  min mode percentile_cont percentile_disc range_agg range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept
  regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance
  xmlagg`.split(/\s+/),
)

/** Of these only how many values there are goes on. */
export function isCount(name: string): boolean {
  return name === 'count' || name === 'regr_count'
}

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name)
}
