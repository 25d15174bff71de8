import type { Origin } from '../artifacts/origin.ts'

/** An invocation that is always the same. */
export const origin: Origin = {
  dbtVersion: '1.12.6',
  invocationId: '7d6f2e6c-0000-4000-8000-000000000000',
  startedAt: new Date('2026-01-02T03:04:05.006Z'),
  generatedAt: new Date('2026-01-02T03:04:06.007Z'),
  environment: { DBT_ENV_CUSTOM_ENV_team: 'data', PGPASSWORD: 'secret', DBT_ENV_CUSTOM_ENV_gone: undefined },
}
