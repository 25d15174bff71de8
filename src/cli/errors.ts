/** What can be wrong with a command itself, before any project is looked at or beside it. */
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'

/** A mistake in the command line, in the words of the parser. */
export function usage(message: string, hint?: string): AssayError {
  return new AssayError({ code: 'usage', severity: 'error', message, ...(hint === undefined ? {} : { hint }) })
}

export function badOptionValue(source: string, text: string, expected: string): Diagnostic {
  return {
    code: 'bad-option-value',
    severity: 'error',
    message: `${source} cannot be '${text}'`,
    hint: `it takes ${expected}`,
  }
}

export function excludingOptions(one: string, other: string, hint: string): AssayError {
  return new AssayError({
    code: 'excluding-options',
    severity: 'error',
    message: `${one} and ${other} exclude each other`,
    hint,
  })
}

export function badEventTime(option: string, text: string): AssayError {
  return new AssayError(badOptionValue(option, text, "a time, in UTC: 2024-07-01, or '2024-07-01 18:00:00'"))
}

export function halfEventTimeRange(given: string, missing: string): AssayError {
  return new AssayError({
    code: 'half-event-time-range',
    severity: 'error',
    message: `${given} is given, but ${missing} is not`,
    hint: 'they belong together: give both, or leave both out',
  })
}

export function emptyEventTimeRange(start: string, end: string): AssayError {
  return new AssayError({
    code: 'empty-event-time-range',
    severity: 'error',
    message: `--event-time-start must be less than --event-time-end: '${start}' is not before '${end}'`,
    hint: 'the end is not part of it: for one day, end with the day after',
  })
}

export function warningIsError(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic,
    severity: 'error',
    hint: [diagnostic.hint, 'warnings are taken for errors (--warn-error)'].filter(Boolean).join('; '),
  }
}

export function unknownWarning(name: string, near: string | undefined): Diagnostic {
  return {
    code: 'unknown-warning',
    severity: 'warning',
    message: `--warn-error-options names '${name}', which is no warning`,
    hint:
      near === undefined ? 'dbt names its events, such as LogTestResult; ours have codes' : `did you mean '${near}'?`,
  }
}

/** A template that warns, where that is an error. */
export function templateWarned(message: string): AssayError {
  return new AssayError(warningIsError({ code: 'template-warned', severity: 'warning', message }))
}

export function cannotWrite(path: string, cause: unknown): AssayError {
  const code = (cause as NodeJS.ErrnoException | null)?.code
  const reason =
    code === 'EACCES' || code === 'EPERM'
      ? 'permission denied'
      : code === 'ENOSPC'
        ? 'the disk is full'
        : code === 'EROFS'
          ? 'the file system is read-only'
          : cause instanceof Error
            ? cause.message
            : String(cause)
  return new AssayError({
    code: 'cannot-write',
    severity: 'error',
    message: `cannot write ${path}: ${reason}`,
    hint: '--target-path and --log-path choose other folders',
    cause,
  })
}

export function cannotRead(path: string, cause: unknown): AssayError {
  return new AssayError({
    code: 'unreadable-file',
    severity: 'error',
    message: `cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'PYTHON_DOTENV_DISABLED=1 goes without it',
    cause,
  })
}

export function noState(folder: string): AssayError {
  return new AssayError({
    code: 'no-state',
    severity: 'error',
    message: `${folder} holds no artifacts of an earlier run`,
    hint: '--state names a folder with a manifest.json, run_results.json or sources.json, such as a copy of target',
  })
}

export function badSample(text: string): AssayError {
  return new AssayError(
    badOptionValue(
      '--sample',
      text,
      "a length of hours, days, months or years, '3 days', or '{start: 2024-07-01, end: 2024-07-08}'",
    ),
  )
}

export function deferWithoutState(): AssayError {
  return new AssayError({
    code: 'no-state',
    severity: 'error',
    message: '--defer needs to know what is built elsewhere',
    hint: '--state (or --defer-state, for this alone) names the folder with the manifest.json of the other target',
  })
}

export function noStateManifest(folder: string): AssayError {
  return new AssayError({
    code: 'no-state',
    severity: 'error',
    message: `${folder} holds no manifest.json, so nothing can be deferred to`,
    hint: 'it is written by build, run and compile: keep a copy of the target folder of the other target',
  })
}

export function nothingToShow(): AssayError {
  return new AssayError({
    code: 'nothing-selected',
    severity: 'error',
    message: 'there is nothing to show',
    hint: "select a model, seed, snapshot, test or analysis: 'assay ls' lists them",
  })
}

export function nothingRecorded(folder: string): AssayError {
  return new AssayError({
    code: 'nothing-recorded',
    severity: 'error',
    message: `${folder} holds no run_results.json, so nobody knows what failed`,
    hint: 'retry comes after a build, run, test, seed or snapshot; if that wrote elsewhere, name the folder with --state or --target-path',
  })
}

export function notRetried(verb: string): AssayError {
  return new AssayError({
    code: 'not-retried',
    severity: 'error',
    message: `the last run was '${verb}', which cannot be taken up again`,
    hint: 'retry takes up build, run, test, seed, snapshot, clone, compile, docs generate and run-operation; call the command itself',
  })
}

export function othersCanRead(host: string): Diagnostic {
  return {
    code: 'served-to-others',
    severity: 'warning',
    message: `at ${host} others on the network can read the site: names, descriptions, SQL, failing rows`,
    hint: 'without --host only this machine can',
  }
}

export function nothingSelected(): Diagnostic {
  return {
    code: 'nothing-selected',
    severity: 'warning',
    message: 'nothing is selected, so there is nothing to do',
    hint: "'assay ls' with the same words shows what they select",
  }
}

export function sourceNotAsked(source: string, file: string, cause: Error): Diagnostic {
  return {
    code: 'source-not-asked',
    severity: 'error',
    message: `source '${source}' could not be asked: ${cause.message}`,
    hint: `${file} says which relation it is (schema, identifier) and what tells its age (loaded_at_field)`,
    cause,
  }
}
