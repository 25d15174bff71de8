import { z } from 'zod'

const input = z.object({
  name: z.string(),
  kind: z.enum(['source', 'seed', 'snapshot', 'model']),
  rows: z.number().nullable(),
  max_event_time: z.string().nullable(),
  max_knowledge_time: z.string().nullable(),
  checksum: z.string().optional(),
})

/** The share of the true (or the mean) of each label; null where it is no number. */
const labelRates = z.record(z.string(), z.number().nullable())

const split = z.object({
  name: z.string(),
  start: z.string(),
  end: z.string(),
  rows: z.number(),
  label_rates: labelRates,
})

export const VERSION_ENTRY = z.object({
  name: z.string(),
  unique_id: z.string(),
  version: z.string(),
  schema_name: z.string(),
  /** The view that shows the newest version. */
  view_name: z.string(),
  /** The table of this version, in the same schema. */
  relation_name: z.string(),
  code_hash: z.string(),
  feature_version: z.string(),
  inputs_hash: z.string(),
  inputs: z.array(input),
  /** `pg_current_snapshot()` of the transaction that read the inputs. */
  snapshot: z.string(),
  /** `2026-05-01` */
  as_of: z.string(),
  as_of_knowledge: z.string().nullable(),
  splits: z.array(split),
  label_rates: labelRates,
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  row_count: z.number(),
  generated_at: z.string(),
  invocation_id: z.string(),
  /** When its table was dropped, and by which role; null while it is there, and where somebody did it by hand. */
  dropped_at: z.string().nullable().default(null),
  dropped_by: z.string().nullable().default(null),
})

/** What the registry says of one version of a training set; keys are the columns of `assay.training_sets`. */
export type VersionEntry = z.infer<typeof VERSION_ENTRY>
export type SplitEntry = VersionEntry['splits'][number]
