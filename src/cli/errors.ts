/** What can be wrong with a command itself, before any project is looked at or beside it. */

import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { documentation } from '../base/installation.ts'
import { didYouMean } from '../base/near-miss.ts'

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

export function noState(folder: string, file = 'manifest.json, run_results.json or sources.json'): AssayError {
  return new AssayError({
    code: 'no-state',
    severity: 'error',
    message: `${folder} holds no artifacts of an earlier run`,
    hint: `--state names a folder with a ${file}, such as a copy of target`,
  })
}

export function noFeatureViews(): AssayError {
  return new AssayError({
    code: 'no-feature-views',
    severity: 'error',
    message: 'the project has no feature views',
    hint: `declare one under feature_views:; see ${documentation('features.md')}`,
  })
}

export function unknownFeatureView(name: string, known: readonly string[], file?: string): AssayError {
  const where = file === undefined ? '' : ` in ${file}`
  const all = known.length === 0 ? 'there is none' : `there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`
  return new AssayError({
    code: 'unknown-feature-view',
    severity: 'error',
    message: `there is no feature view '${name}'${where}`,
    hint: didYouMean(name, known) ?? all,
  })
}

export function nothingToCompare(view: string): AssayError {
  return usage(`there is nothing to compare '${view}' with`, 'name another feature view, or a folder with --state')
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

export function nothingTimed(folder: string): AssayError {
  return new AssayError({
    code: 'nothing-timed',
    severity: 'error',
    message: `${folder} holds no run_results.json, so nobody knows when what was run`,
    hint: 'timing comes after a build, run, test, seed or snapshot; if that wrote elsewhere, name the folder with --target-path',
  })
}

export function nothingToJudge(folder: string): AssayError {
  return new AssayError({
    code: 'nothing-recorded',
    severity: 'error',
    message: `${folder} holds neither run_results.json nor sources.json, so there is nothing to judge by`,
    hint: 'run build or test (and freshness) before, or leave out --from-artifacts',
  })
}

export function noTargetSchema(): AssayError {
  return new AssayError({
    code: 'no-target-schema',
    severity: 'error',
    message: 'teardown needs to know what to take down',
    hint: 'name it as the build did: --target-schema pr_123',
  })
}

/** Nothing is dropped then. */
export function schemasInUse(schema: string, strangers: readonly string[], readers: readonly string[]): AssayError {
  const made = strangers.map((thing) => `${thing} was made by no run of this project`)
  return new AssayError({
    code: 'schema-in-use',
    severity: 'error',
    message: [`what was made for ${schema} is not dropped:`, ...made, ...readers].join('\n'),
    hint: 'move or drop what is not of the project, and try again; nothing was changed',
  })
}

/** A macro such as `generate_schema_name` decides where a model goes; it may not look at the target's schema. */
export function outsideTargetSchema(schema: string, names: readonly string[]): Diagnostic {
  const shown = names.slice(0, 5).join(', ')
  return {
    code: 'outside-target-schema',
    severity: 'warning',
    message: `--target-schema ${schema} does not reach ${names.length > 5 ? `${shown} and ${names.length - 5} more` : shown}: they are built where they always are`,
    hint: "their schema comes from generate_schema_name, or a snapshot's target_schema: let it begin with target.schema",
  }
}

export function notRetried(verb: string): AssayError {
  return new AssayError({
    code: 'not-retried',
    severity: 'error',
    message: `the last run was '${verb}', which cannot be taken up again`,
    hint: 'retry takes up build, run, test, seed, snapshot, clone, compile, docs generate and run-operation; call the command itself',
  })
}

export function stateIsTarget(folder: string): Diagnostic {
  return {
    code: 'state-is-target',
    severity: 'warning',
    message: `--state and the target folder are the same: ${folder}`,
    hint: 'this command writes over what it compares with: copy the artifacts to another folder first',
  }
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

/** `owner`: `source 'raw.orders'`. */
export function sourceNotAsked(owner: string, file: string, cause: Error): Diagnostic {
  return {
    code: 'source-not-asked',
    severity: 'error',
    message: `${owner} could not be asked: ${cause.message}`,
    hint: `${file} says which relation it is (schema, identifier) and what tells its age (loaded_at_field)`,
    cause,
  }
}

export function unknownRelation(wanted: string, known: readonly string[]): AssayError {
  const near = didYouMean(wanted, known) ?? didYouMean(wanted.slice(0, Math.max(0, wanted.lastIndexOf('.'))), known)
  return new AssayError({
    code: 'unknown-relation',
    severity: 'error',
    message: `'${wanted}' is no model, seed, snapshot or source, and no column of one`,
    hint: near ?? "write orders or orders.amount; of a source, raw.orders or raw.orders.amount. 'assay ls' lists all",
  })
}

export function ambiguousRelation(name: string, ids: readonly string[]): AssayError {
  return new AssayError({
    code: 'ambiguous-relation',
    severity: 'error',
    message: `'${name}' may be ${ids.join(' or ')}`,
    hint: 'write the whole id',
  })
}

/** `reasons` say why nothing is known of the relation, where that is so. */
export function unknownRelationColumn(
  column: string,
  relation: string,
  known: readonly string[],
  reasons: readonly string[],
): AssayError {
  const more = known.length > 12 ? ` and ${known.length - 12} more` : ''
  const list = known.length === 0 ? [] : [`its columns are ${known.slice(0, 12).join(', ')}${more}`]
  const hint = didYouMean(column, known) ?? [...reasons, ...list].join('; ')
  return new AssayError({
    code: 'unknown-relation-column',
    severity: 'error',
    message: `${relation} has no column '${column}'${known.length === 0 ? ' that is known' : ''}`,
    hint: hint === '' ? "build it, so that the database can tell: 'assay build'" : hint,
  })
}

export function noTrainingSets(): AssayError {
  return new AssayError({
    code: 'no-training-sets',
    severity: 'error',
    message: 'the project has no training sets',
    hint: `declare one under training_sets:, or materialize a model as 'training_set'; see ${documentation('training-sets.md')}`,
  })
}

export function unknownTrainingSet(name: string, known: readonly string[]): AssayError {
  return new AssayError({
    code: 'unknown-training-set',
    severity: 'error',
    message: `there is no training set '${name}'`,
    hint: didYouMean(name, known) ?? `there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`,
  })
}

export function exportNeedsFile(): AssayError {
  return usage('Parquet is written to a file', 'name it: --output training.parquet')
}

export function onlyOneVersion(set: string, version: string): AssayError {
  return usage(`there is nothing to compare version ${version} of '${set}' with`, 'name two of its versions')
}

export function badReport(text: string, formats: readonly string[]): Diagnostic {
  const [format = ''] = text.split('=')
  const isKnown = formats.includes(format)
  return {
    code: 'bad-option-value',
    severity: 'error',
    message: isKnown ? `--report ${format} needs to know where to: ${format}=FILE` : `--report cannot be '${text}'`,
    hint:
      (isKnown ? undefined : didYouMean(format, formats)) ??
      'it takes junit=FILE, sarif=FILE, json=FILE, comment=FILE and github, several of them too',
  }
}
