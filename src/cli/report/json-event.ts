/** dbt's structured log lines: `{"info": {…}, "data": {…}}`. https://docs.getdbt.com/reference/events-logging */
import { type Redact, writeJson } from '../redact.ts'

export type Level = 'debug' | 'info' | 'warn' | 'error'

export interface JsonEvent {
  /** dbt's name of the event, and its code where it has one. */
  readonly name: string
  readonly code: string
  readonly level: Level
  readonly msg: string
  readonly data: Readonly<Record<string, unknown>>
  readonly thread?: string
}

export interface JsonOrigin {
  readonly invocationId: string
  readonly pid: number
  readonly now: Date
}

export function writeJsonEvent(
  { name, code, level, msg, data, thread }: JsonEvent,
  origin: JsonOrigin,
  redact: Redact,
): string {
  const info = {
    category: '',
    code,
    extra: {},
    invocation_id: origin.invocationId,
    level,
    msg,
    name,
    pid: origin.pid,
    thread: thread ?? 'MainThread',
    ts: origin.now.toISOString().replace('Z', '000Z'),
  }
  return `${writeJson({ data, info }, redact)}\n`
}
