import type { JsonObject } from '../base/json.ts'

/** The connection as templates see it (`target`): never a password, a key or a certificate. */
export interface Target {
  readonly name: string
  readonly profileName: string
  readonly type: 'postgres'
  readonly database: string
  readonly schema: string
  readonly threads: number
  readonly host: string
  readonly port: number
  readonly user: string
  /** The other keys of the profile's output that hold no secret, as dbt shows them (`role`, `sslmode`, …). */
  readonly extra: JsonObject
}

/** Why this connection and no other; `assay debug` prints it. */
export interface ConnectionOrigin {
  readonly kind: 'profile' | 'environment' | 'embedded'
  /** `~/.dbt/profiles.yml, profile jaffle_shop, target dev`, `DATABASE_URL`, … */
  readonly description: string
}

export type ConnectionSettings = PostgresSettings | EmbeddedSettings

/** Keys of dbt's Postgres profile, under one name each. */
export interface PostgresSettings {
  readonly kind: 'postgres'
  readonly origin: ConnectionOrigin
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string | null
  readonly database: string
  readonly threads: number
  /** libpq's words and libpq's meaning: `require` encrypts and does not verify. */
  readonly sslmode: 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'
  /** Paths. */
  readonly sslrootcert: string | null
  readonly sslcert: string | null
  readonly sslkey: string | null
  readonly sslpassword: string | null
  readonly role: string | null
  readonly searchPath: string | null
  /** Seconds; 0 leaves it to the system. */
  readonly keepalivesIdle: number
  /** Seconds. */
  readonly connectTimeout: number
  readonly retries: number
  readonly applicationName: string
  /** Milliseconds, or null for the server's own. */
  readonly statementTimeout: number | null
  /** Set on every session; null leaves the server's. */
  readonly timezone: string | null
  /** Start-up options as `PGOPTIONS` spells them: `-c geqo=off`. */
  readonly options?: string | null
}

export interface EmbeddedSettings {
  readonly kind: 'embedded'
  readonly origin: ConnectionOrigin
  /** Absolute path of the folder that holds the data, or null to keep it in memory. */
  readonly folder: string | null
  readonly timezone: string | null
}
