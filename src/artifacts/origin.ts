import type { JsonObject } from '../base/json.ts'
import { schemaUrl } from './schema-version.ts'
import { timestamp } from './timestamp.ts'

/** The invocation an artifact comes from. Its clock and its environment were read by the caller. */
export interface Origin {
  /** The dbt version whose behaviour we follow: readers of artifacts compare it. */
  readonly dbtVersion: string
  readonly invocationId: string
  readonly startedAt: Date
  readonly generatedAt: Date
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The metadata that all artifacts have. Variables called `DBT_ENV_CUSTOM_ENV_<name>` travel along as `env`. */
export function describeOrigin(artifact: Parameters<typeof schemaUrl>[0], origin: Origin): JsonObject {
  return {
    dbt_schema_version: schemaUrl(artifact),
    dbt_version: origin.dbtVersion,
    generated_at: timestamp(origin.generatedAt),
    invocation_id: origin.invocationId,
    invocation_started_at: timestamp(origin.startedAt),
    env: customEnvironment(origin.environment),
  }
}

const PREFIX = 'DBT_ENV_CUSTOM_ENV_'

function customEnvironment(environment: Origin['environment']): JsonObject {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith(PREFIX) && value !== undefined ? [[name.slice(PREFIX.length), value]] : [],
    ),
  )
}
