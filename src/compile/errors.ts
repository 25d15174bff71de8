import { AssayError } from '../base/diagnostic.ts'
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

export function unknownSource(ref: SourceRef, known: Iterable<string>): AssayError {
  return failure(
    'unknown-source',
    `source('${ref.source}', '${ref.table}') is not declared`,
    didYouMean(`${ref.source}.${ref.table}`, known),
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
