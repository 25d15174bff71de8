import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'

function failure(code: string, message: string, hint?: string, at?: Location): AssayError {
  return new AssayError({
    code,
    severity: 'error',
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  })
}

export function brokenQueryComment(text: string): AssayError {
  return failure(
    'broken-query-comment',
    `the query comment would end in its middle, at '*/': ${text}`,
    'leave */ out of query-comment in the project file',
  )
}

/** A `ref` that only shows when the node is run: nothing was known of it while the graph was built. */
export function unforeseenRef(ref: Ref, node: string): AssayError {
  const args = ref.package === null ? `'${ref.name}'` : `'${ref.package}', '${ref.name}'`
  return failure(
    'unforeseen-ref',
    `${node} refers to ${args} only while it runs, so it could not be built after it`,
    `make the dependency known: write -- depends_on: {{ ref(${args}) }} at the top of the file`,
  )
}

export function unknownRef(ref: Ref, known: Iterable<string>): AssayError {
  const args = ref.package === null ? `'${ref.name}'` : `'${ref.package}', '${ref.name}'`
  return failure('unknown-ref', `ref(${args}) finds no model, seed or snapshot`, didYouMean(ref.name, known))
}

export function disabledRef(ref: Ref): AssayError {
  return failure(
    'disabled-ref',
    `ref('${ref.name}') finds a resource that is disabled`,
    "enable it (config 'enabled'), or do not refer to it",
  )
}

export function unknownFunction(name: string, from: string | null, known: Iterable<string>): AssayError {
  const args = from === null ? `'${name}'` : `'${from}', '${name}'`
  return failure('unknown-function', `function(${args}) finds no function`, didYouMean(name, known))
}

export function disabledFunction(name: string): AssayError {
  return failure(
    'disabled-function',
    `function('${name}') finds a function that is disabled`,
    "enable it (config 'enabled'), or do not call it",
  )
}

export function unknownSource(ref: SourceRef, known: Iterable<string>): AssayError {
  return failure(
    'unknown-source',
    `source('${ref.source}', '${ref.table}') is not declared`,
    didYouMean(`${ref.source}.${ref.table}`, known),
  )
}

/** An input of a unit test that is neither a ref, nor a source, nor `this`. */
export function invalidInput(input: string, test: string, at: Location): AssayError {
  return failure(
    'invalid-unit-test-input',
    `unit test '${test}' gives rows to ${input}, which is no input`,
    "an input is ref('model'), source('source', 'table') or this, without braces",
    at,
  )
}

/** An input of a unit test that names nothing. */
export function unknownInput(input: string, test: string, hint: string | undefined, at: Location): AssayError {
  return failure('unknown-unit-test-input', `unit test '${test}' gives rows to ${input}, which is not there`, hint, at)
}

/** Something that the model under test reads and the test gives no rows for. */
export function missingInput(input: string, test: string, model: string, at: Location): AssayError {
  return failure(
    'missing-unit-test-input',
    `unit test '${test}' has no rows for ${input}, which the model '${model}' reads`,
    `add to 'given:', with its rows or 'rows: []' for none: - input: ${input}`,
    at,
  )
}

/** An input without rows of which nobody knows the columns. */
export function unknownInputColumns(input: string, test: string, at: Location): AssayError {
  return failure(
    'unknown-input-columns',
    `unit test '${test}' gives no rows to ${input}, and its columns are not known: it is not in the database`,
    "build it, or declare its columns with 'data_type' in YAML, or give it a row",
    at,
  )
}

export function ephemeralInOperation(name: string): AssayError {
  return failure(
    'ephemeral-in-operation',
    `an operation cannot refer to the ephemeral model '${name}': it exists only inside other models`,
  )
}

export function notConnected(what: string): AssayError {
  return failure('not-connected', `${what} needs a database, and this command was told not to use one`)
}

export function unknownMacro(name: string, known: Iterable<string>): AssayError {
  return failure('unknown-macro', `there is no macro '${name}'`, didYouMean(name, known))
}

export function ephemeralCycle(path: readonly string[]): AssayError {
  return failure('cycle', `ephemeral models contain each other: ${path.join(' → ')}`)
}

/** An ephemeral model is a common table expression of those that refer to it. */
export function cteNameTooLong(model: string, name: string): AssayError {
  return failure(
    'name-too-long',
    `the ephemeral model '${model}' would stand here as '${name}', which has ${Buffer.byteLength(name)} bytes; PostgreSQL keeps 63`,
    `give '${model}' a shorter 'alias' in its config`,
  )
}

const MEANT = (word: string): string => `or say that it is meant: config leakage: {allow: [${word}]}`

export function boundToTheRun(model: string, word: string): Diagnostic {
  return {
    code: 'feature-bound-to-run',
    severity: 'error',
    message: `'${model}' is a feature model and asks for the time of the run ('${word}'): its past would be another with each run`,
    hint: `take a time from its rows; ${MEANT('now')}`,
  }
}

export function drawnByChance(model: string, word: string): Diagnostic {
  return {
    code: 'feature-drawn-by-chance',
    severity: 'error',
    message: `'${model}' is a feature model and draws by chance ('${word}'): nobody could build the same features again`,
    hint: `take a hash of a key instead, such as md5(id::text); ${MEANT('random')}`,
  }
}

export function limitWithoutOrder(model: string): Diagnostic {
  return {
    code: 'feature-limit-without-order',
    severity: 'error',
    message: `'${model}' is a feature model and takes the first rows of a select without an order: which these are, changes`,
    hint: `write order by with what nothing ties; ${MEANT('limit')}`,
  }
}

export function sourceWithoutClock(model: string, source: string): Diagnostic {
  return {
    code: 'feature-source-without-clock',
    severity: 'error',
    message: `'${model}' is a feature model and reads the source '${source}', which does not say when its rows happened or were known`,
    hint: `give ${source} event_time and knowledge_time (or availability_delay) in its config, or static: true; ${MEANT('source')}`,
  }
}

/** A macro that refuses what it is called with, from outside of any template. */
export function wrongCall({
  message,
  hint,
}: {
  readonly message: string
  readonly hint: string | undefined
}): AssayError {
  return failure('wrong-arguments', message, hint)
}
