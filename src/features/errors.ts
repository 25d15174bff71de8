import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { documentation } from '../base/installation.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import type { Timed } from '../resources/clocks.ts'
import type { DataTest, Model } from '../resources/node.ts'
import { placeOf } from '../resources/node-place.ts'
import type { Difference, ModelVerdict } from './leakage/leakage.ts'

/** What can be wrong with clocks, feature views, training sets and experiments. */

export function nothingToCheck(): AssayError {
  return new AssayError({
    code: 'nothing-to-check',
    severity: 'error',
    message: 'none of the selected models says when its rows happened',
    hint: `a model can be tried for leaks when its config has event_time (and entity); see ${documentation('time.md')}`,
  })
}

/** A test stands at what has no past: no model, a spine, a feature view, or one without clocks. */
export function notTriable(test: DataTest, tested: string): AssayError {
  return new AssayError({
    code: 'nothing-to-check',
    severity: 'error',
    message: `'${tested}' cannot be tried for leaks, as ${test.name} asks: it is no model that says when its rows happened`,
    hint: 'give it event_time (and entity) in its config, or take the test away; of a feature view try the training set that reads it',
    at: placeOf(test),
  })
}

export function badLeakageTest({ name, generic }: DataTest, key: string, got: unknown, wanted: string): Diagnostic {
  return {
    code: 'bad-leakage-test',
    severity: 'error',
    message: `the test ${name} has ${key}: ${JSON.stringify(got)}, which is not ${wanted}`,
    hint: "write leakage: {cuts: 4, mode: both}, or at: ['2026-03-01']",
    ...(generic === null ? {} : { at: generic.at }),
  }
}

/** No verdict is no pass. */
export function inconclusiveTest({ generic }: DataTest, { name, reasons }: ModelVerdict): AssayError {
  const at = generic === null ? {} : { at: generic.at }
  const told = reasons.map((reason): Diagnostic => ({ ...at, ...reason, severity: 'error' }))
  const [first, ...more] = told
  const unknown = `nothing can be said of leaks in '${name}'`
  return new AssayError(first ?? { code: 'leakage-inconclusive', severity: 'error', message: unknown, ...at }, ...more)
}

export function leakFound({ generic }: DataTest, verdict: ModelVerdict, { rows, cut, mode }: Difference): Diagnostic {
  const { name, firstAncestor, path } = verdict
  const columns = [...new Set(verdict.differences.flatMap((one) => one.columns))]
  const what = columns.map((column) => (column === '*' ? 'which rows there are' : column)).join(', ')
  const begins = firstAncestor === null || firstAncestor === name ? 'in this model' : `in ${firstAncestor}`
  return {
    code: 'leak',
    severity: 'error',
    message: `'${name}' changes with its future: ${what}, in ${rows} ${rows === 1 ? 'row' : 'rows'} of the past (${mode === 'truncate' ? 'without' : 'with another'} future after ${cut}); it begins ${begins}`,
    hint:
      path.length > 1
        ? `the way is ${path.join(' → ')}`
        : 'what it reads at a time must have happened and been known by then',
    ...(generic === null ? {} : { at: generic.at }),
  }
}

export function inputWithoutClock(model: string, input: Timed): Diagnostic {
  const name = input.kind === 'source' ? `${input.sourceName}.${input.name}` : input.name
  return {
    code: 'input-without-clock',
    severity: 'warning',
    message: `'${model}' reads the ${input.kind} '${name}', which says nothing of time: its future cannot be hidden`,
    hint: `give ${name} event_time and knowledge_time (or availability_delay) in its config, or static: true`,
    at: describedAt(input),
  }
}

/** Clocks are declared in YAML, as a rule. */
function describedAt(input: Timed): Location {
  const file = input.patchPath?.replace(/^[^:]*:\/\//, '')
  return file === undefined || file === input.originalPath ? placeOf(input) : { file, line: 1, column: 1 }
}

export function badColumn(of: Timed, as: 'clock' | 'entity', column: string, type: string | null): Diagnostic {
  const name = of.kind === 'source' ? `${of.sourceName}.${of.name}` : of.name
  return {
    code: 'leakage-bad-column',
    severity: 'warning',
    message: `the ${of.kind} '${name}' declares the ${as} '${column}', which is ${type === null ? 'no column of it' : `of type ${type}`}`,
    hint: type === null ? 'write the name as the database has it' : `make a time of it first: to_timestamp(${column})`,
    at: describedAt(of),
  }
}

export function badDelay(name: string, written: string): AssayError {
  return new AssayError({
    code: 'bad-length-of-time',
    severity: 'error',
    message: `availability_delay of ${name} is not a length of time: '${written}'`,
    hint: "write a number and a unit, such as '2 hours' or '1 day'",
  })
}

export function notRebuilt(model: string, message: string, cut: string | null): Diagnostic {
  return {
    code: 'leakage-not-rebuilt',
    severity: 'warning',
    message: `'${model}' could not be rebuilt${cut === null ? '' : ` as of ${cut}`}: ${message}`,
    hint: 'nothing is known of leaks there',
  }
}

export function notRepeatable(model: string, columns: readonly string[]): Diagnostic {
  return {
    code: 'leakage-not-repeatable',
    severity: 'warning',
    message: `'${model}' differs when it is built twice from the same data: ${columns.join(', ')}`,
    hint: 'random(), now(), or limit and row_number() without a full order; give rows an order that nothing ties',
  }
}

export function noRowsToCheck(model: string): Diagnostic {
  return {
    code: 'leakage-no-rows',
    severity: 'warning',
    message: `'${model}' has no rows with a time, so there is no moment to cut at`,
  }
}

/** Every cut lies before its first row, or after all there is. */
export function nothingAtCuts(model: string): Diagnostic {
  return {
    code: 'leakage-nothing-at-cuts',
    severity: 'warning',
    message: `at no cut does '${model}' have rows before it while what it reads has some after it: nothing could differ`,
    hint: 'cut within its times (--at), or try it on more data',
  }
}

export function notComparable(model: string, message: string): Diagnostic {
  return {
    code: 'leakage-not-comparable',
    severity: 'warning',
    message: `the past of '${model}' cannot be told: ${message}`,
    hint: 'see its event_time, knowledge_time, entity and tie_break: each must be a column of it',
  }
}

export function badCut(text: string, message: string): AssayError {
  return new AssayError({
    code: 'bad-cut',
    severity: 'error',
    message: `--at '${text}' is not a time: ${message}`,
    hint: "write it as PostgreSQL does: '2026-03-01' or '2026-03-01 12:00:00+00'",
  })
}

export function noScratchSchema(cause: unknown): AssayError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new AssayError({
    code: 'no-scratch-schema',
    severity: 'error',
    message: `what is rebuilt stands in schemas of its own, and these cannot be made: ${message}`,
    hint: 'let the role of this connection create schemas: grant create on database … to …; or use a copy of the data',
    cause,
  })
}

export function badSplits(set: Model, problem: string): Diagnostic {
  return {
    code: 'bad-splits',
    severity: 'error',
    message: `the training set '${set.name}': ${problem}`,
    hint: 'write splits: {train: 12 months, validation: 2 months, test: 2 months, label_lag: 6 months}',
    at: placeOf(set),
  }
}

export function badSplitLength(set: string, what: string, written: string): AssayError {
  return new AssayError({
    code: 'bad-split-length',
    severity: 'error',
    message: `'${written}', the ${what} of the training set '${set}', is not a length that splits are made of`,
    hint: "write whole days, weeks, months or years, such as '12 months'",
  })
}

export function badDay(of: string, text: string): AssayError {
  return new AssayError({
    code: 'bad-day',
    severity: 'error',
    message: `${of} '${text}' is not a date`,
    hint: 'write it as 2026-05-01; times are not taken, a day counts from its midnight in UTC',
  })
}

export function registryNotMade(role: string, database: string, cause: unknown): AssayError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const who = `"${role.replaceAll('"', '""')}"`
  return new AssayError({
    code: 'no-registry',
    severity: 'error',
    message: `training sets are registered in the schema 'assay', which role '${role}' cannot make: ${message}`,
    hint: `let an administrator run: create schema if not exists assay authorization ${who}; or grant create on database "${database}" to ${who}`,
    cause,
  })
}

export function registryDenied(role: string, use: 'read' | 'write'): AssayError {
  const who = `"${role.replaceAll('"', '""')}"`
  const written = use === 'read' ? '' : `; grant insert, delete on assay.training_sets to ${who}`
  return new AssayError({
    code: 'registry-denied',
    severity: 'error',
    message: `role '${role}' may not ${use} the registry of training sets, the schema 'assay' of this database`,
    hint: `its owner can run: grant usage on schema assay to ${who}; grant select on all tables in schema assay to ${who}${written}`,
  })
}

export function newerRegistry(found: number, known: number): AssayError {
  return new AssayError({
    code: 'newer-registry',
    severity: 'error',
    message: `the schema 'assay' of this database has version ${found}; this Assay knows it up to ${known}`,
    hint: 'a newer Assay was here: use that one, or a later one',
  })
}

export interface SplitsNotFilled {
  readonly set: string
  readonly asOf: string
  /** `2024-01, 2024-02 (train)` */
  readonly missing: string
  readonly needed: { readonly from: string; readonly to: string }
  readonly lag: string | null
  readonly embargo: string | null
  /** `group_by` */
  readonly group: readonly string[]
  readonly there: { readonly from: string; readonly to: string } | null
  readonly labelObservedAt: string | null
}

export function splitsNotFilled(of: SplitsNotFilled): AssayError {
  const { from, to } = of.needed
  const lag = of.lag === null ? '' : `, ${of.lag} of label lag before ${of.asOf}`
  const between = of.embargo === null ? '' : `, with an embargo of ${of.embargo} between splits`
  const known = of.labelObservedAt === null ? '' : `; a row counts once its label is known (${of.labelObservedAt})`
  const groups =
    of.group.length === 0
      ? ''
      : `; each ${of.group.join(', ')} stays in the split where it is first seen (group_by), so that later splits need new ones`
  const there = of.there === null ? 'there are none' : `there are some from ${of.there.from} to ${of.there.to}`
  return new AssayError({
    code: 'splits-not-filled',
    severity: 'error',
    message: `the data cannot fill the splits of '${of.set}' as of ${of.asOf}: no rows in ${of.missing}`,
    hint: `they need predictions from ${from} up to ${to}${lag}${between}; ${there}${known}${groups}. Load more, shorten the splits, or choose another --as-of`,
  })
}

export function gapsInSplits(set: string, missing: string): Diagnostic {
  return {
    code: 'gaps-in-splits',
    severity: 'warning',
    message: `the splits of '${set}' have no rows in ${missing}`,
    hint: 'look whether data are missing there',
  }
}

export function splitColumnTaken(set: string, column: string): AssayError {
  return new AssayError({
    code: 'split-column-taken',
    severity: 'error',
    message: `the rows of the training set '${set}' have a column '${column}' already, which is to tell their split`,
    hint: 'give it another name, or leave splits out of the config',
  })
}

export function noSuchColumns(set: string, lacking: readonly string[], columns: readonly string[]): AssayError {
  return new AssayError({
    code: 'training-set-lacks-column',
    severity: 'error',
    message: `the training set '${set}' speaks of ${lacking.map((name) => `'${name}'`).join(', ')}, which its rows do not have`,
    hint: `its columns are ${columns.join(', ')}; the prediction time is the event_time of its config (or of its spine's), else prediction_time`,
  })
}

export function notBuilt(set: string): AssayError {
  return new AssayError({
    code: 'training-set-not-built',
    severity: 'error',
    message: `no version of the training set '${set}' was built in this target`,
    hint: `build one: assay training-set build ${set}`,
  })
}

export function noSuchVersion(set: string, wanted: string | null, versions: readonly string[]): AssayError {
  const what = wanted === null ? 'whose table is still there' : `'${wanted}', or several`
  return new AssayError({
    code: 'no-such-version',
    severity: 'error',
    message: `the training set '${set}' has no version ${what}`,
    hint: `it has ${versions.join(', ')}; the first digits of one are enough`,
  })
}

export function currentVersion(set: string, version: string): AssayError {
  return new AssayError({
    code: 'current-version',
    severity: 'error',
    message: `version ${version} is the one that the view of '${set}' shows`,
    hint: 'build another one first; or say --current: then the view shows the newest that is left',
  })
}

export function versionIsRead(what: string, cause: unknown): AssayError {
  const { message, detail } = cause as { readonly message?: string; readonly detail?: string | null }
  return new AssayError({
    code: 'version-is-read',
    severity: 'error',
    message: `'${what}' cannot be dropped: ${[message, detail].filter(Boolean).join(': ')}`,
    hint: 'nothing was dropped; drop or change what reads it first',
    cause,
  })
}

export function noSplits(set: string): AssayError {
  return new AssayError({
    code: 'no-such-split',
    severity: 'error',
    message: `this version of the training set '${set}' has no splits`,
    hint: 'leave --split out, or say splits: in its config and build it again',
  })
}

export function noSuchSplit(set: string, split: string, splits: readonly string[]): AssayError {
  return new AssayError({
    code: 'no-such-split',
    severity: 'error',
    message: `the training set '${set}' has no split '${split}'`,
    hint: didYouMean(split, splits) ?? `it has ${splits.join(', ')}`,
  })
}

export function cannotBeRewound(input: Timed): Diagnostic {
  const name = input.kind === 'source' ? `${input.sourceName}.${input.name}` : input.name
  return {
    code: 'cannot-be-rewound',
    severity: 'error',
    message: `the ${input.kind} '${name}' cannot be shown as it was known at an earlier time: nothing says when its rows were known`,
    hint: `give it knowledge_time, or event_time and availability_delay, in its config; static: true if it never changes. Where its values are overwritten in place, read it through a snapshot`,
    at: describedAt(input),
  }
}

export function badKnowledgeTime(text: string, message: string): AssayError {
  return new AssayError({
    code: 'bad-knowledge-time',
    severity: 'error',
    message: `--as-of-knowledge '${text}' is not a time: ${message}`,
    hint: "write it as PostgreSQL does: '2026-03-01' or '2026-03-01 12:00:00+00'",
  })
}
