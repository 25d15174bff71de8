import { z } from 'zod'
import { flag, map, text, textOrTexts, texts } from './check.ts'

/** Names that templates use for other things: a package may not have them (dbt/contracts/project.py). */
const RESERVED_NAMES = new Set(
  (
    '_sql_results adapter api column config context database env env_var exceptions execute flags fromjson fromyaml ' +
    'graph invocation_id load_agate_table load_result log model modules post_hooks pre_hooks ref render return ' +
    'run_started_at schema source sql sql_now store_result store_raw_result target this tojson toyaml ' +
    'try_or_compiler_error var write'
  ).split(' '),
)

/** Letters, digits and underscores, no digit first. */
export const PROJECT_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u

const tree = map.nullish().transform((value) => value ?? {})
const optionalTexts = texts.nullish()

/** The keys of a project file, by what they may hold. One schema for `project.yml` and `dbt_project.yml`. */
export const PROJECT_SCHEMA = z.object(
  {
    name: text.refine((name) => !RESERVED_NAMES.has(name), {
      error: 'a name that templates do not use for something else',
    }),
    'config-version': z.literal(2, { error: '2, the only version there is' }).nullish(),
    version: z
      .union([text, z.number(), z.custom((value) => typeof value === 'object' && value !== null && 'value' in value)], {
        error: "a version such as '1.0.0'",
      })
      .nullish(),
    profile: text.nullish(),
    'model-paths': optionalTexts,
    'source-paths': optionalTexts,
    'seed-paths': optionalTexts,
    'data-paths': optionalTexts,
    'snapshot-paths': optionalTexts,
    'test-paths': optionalTexts,
    'analysis-paths': optionalTexts,
    'macro-paths': optionalTexts,
    'docs-paths': optionalTexts,
    'asset-paths': optionalTexts,
    'function-paths': optionalTexts,
    'target-path': text.nullish(),
    'clean-targets': optionalTexts,
    'packages-install-path': text.nullish(),
    quoting: z
      .object(
        {
          database: flag.nullish(),
          schema: flag.nullish(),
          identifier: flag.nullish(),
          project: flag.nullish(),
          snowflake_ignore_case: flag.nullish(),
        },
        { error: 'a mapping of database, schema and identifier to true or false' },
      )
      .nullish(),
    dispatch: z
      .array(
        z.object(
          { macro_namespace: text, search_order: texts },
          { error: 'a mapping with macro_namespace and search_order' },
        ),
        {
          error: 'a list of mappings with macro_namespace and search_order',
        },
      )
      .nullish(),
    'on-run-start': textOrTexts.nullish(),
    'on-run-end': textOrTexts.nullish(),
    'require-dbt-version': textOrTexts.nullish(),
    'query-comment': z
      .union(
        [
          text,
          z.literal(false),
          z.object({ comment: text.nullish(), append: flag.nullish(), 'job-label': flag.nullish() }),
        ],
        { error: 'text, or a mapping with comment and append' },
      )
      .nullish(),
    'restrict-access': flag.nullish(),
    flags: tree,
    vars: tree,
    models: tree,
    seeds: tree,
    snapshots: tree,
    tests: tree,
    data_tests: tree,
    unit_tests: tree,
    sources: tree,
    exposures: tree,
    analyses: tree,
    metrics: tree,
    'semantic-models': tree,
    'saved-queries': tree,
    functions: tree,
    timezone: text.nullish(),
    gates: z.unknown().optional(),
    publish: z.enum(['after_build', 'after_tests'], { error: 'after_build or after_tests' }).nullish(),
  },
  { error: 'a mapping' },
)

export type ProjectFile = z.output<typeof PROJECT_SCHEMA>

/** Keys that dbt knows and that mean nothing here. */
const UNUSED_KEYS = ['project-root', 'log-path', 'osi-paths', 'packages', 'dbt-cloud']

export const KNOWN_KEYS: readonly string[] = [...Object.keys(PROJECT_SCHEMA.shape), ...UNUSED_KEYS]
