import { resolve } from 'node:path'
import type { Redact } from '../redact.ts'
import type { OutputStream } from '../terminal.ts'
import { JsonReport } from './json-report.ts'
import { LogFile } from './log-file.ts'
import { LogReport } from './log-report.ts'
import { type Report, reports } from './report.ts'
import { TextReport, type TextReportOptions } from './text-report.ts'

export interface ReportChoice extends TextReportOptions {
  /** Standard output with secrets still in it: JSON is redacted value by value. */
  readonly raw: OutputStream
  readonly redact: Redact
  readonly invocationId: string
}

/** What is told on the terminal, and what in the log file. */
export function makeReport(choice: ReportChoice): Report {
  const { flags, terminal, raw, redact, invocationId } = choice
  const least = flags.quiet ? 'error' : flags.debug ? 'debug' : flags.log_level
  const shown =
    flags.log_format === 'json'
      ? new JsonReport({ terminal, write: (line) => raw.write(line), redact, least, invocationId, prints: flags.print })
      : new TextReport(choice)
  const kept = logReport(choice)
  return kept === null ? shown : reports(shown, kept)
}

function logReport({ command, flags, set, terminal, redact, invocationId }: ReportChoice): Report | null {
  const least = flags.log_level_file
  if (!command.logs || least === 'none') return null
  const folder = flags.log_path === null ? null : resolve(terminal.cwd, flags.log_path)
  const file = new LogFile(folder, resolve(terminal.cwd, flags.project_dir ?? '.'), flags.log_file_max_bytes)
  // As in dbt, the format of the terminal is the file's too unless that has one of its own.
  const format = set.has('log_format') && !set.has('log_format_file') ? flags.log_format : flags.log_format_file
  return format === 'json'
    ? new JsonReport({ terminal, write: (line) => file.write(line), redact, least, invocationId, prints: true, file })
    : new LogReport(terminal, file, redact, least)
}
