import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import type { Timed } from '../resources/clocks.ts'

/** What can be wrong with clocks, feature views, training sets and experiments. */

export function nothingToCheck(): AssayError {
  return new AssayError({
    code: 'nothing-to-check',
    severity: 'error',
    message: 'none of the selected models says when its rows happened',
    hint: 'a model can be tried for leaks when its config has event_time (and entity); see docs/time.md',
  })
}

export function inputWithoutClock(model: string, input: Timed): Diagnostic {
  const name = input.kind === 'source' ? `${input.sourceName}.${input.name}` : input.name
  return {
    code: 'input-without-clock',
    severity: 'warning',
    message: `'${model}' reads the ${input.kind} '${name}', which says nothing of time: its future cannot be hidden`,
    hint: `give ${name} event_time and knowledge_time (or availability_delay) in its config, or static: true`,
    at: { file: input.patchPath?.replace(/^[^:]*:\/\//, '') ?? input.originalPath, line: 1, column: 1 },
  }
}

export function badColumn(of: Timed, as: 'clock' | 'entity', column: string, type: string | null): Diagnostic {
  const name = of.kind === 'source' ? `${of.sourceName}.${of.name}` : of.name
  return {
    code: 'leakage-bad-column',
    severity: 'warning',
    message: `the ${of.kind} '${name}' declares the ${as} '${column}', which is ${type === null ? 'no column of it' : `of type ${type}`}`,
    hint: type === null ? 'write the name as the database has it' : `make a time of it first: to_timestamp(${column})`,
    at: { file: of.patchPath?.replace(/^[^:]*:\/\//, '') ?? of.originalPath, line: 1, column: 1 },
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
