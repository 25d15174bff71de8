import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'

/** Diagnostics of what templates call. The place is added where the call stands in the template. */

export function wrongArguments(name: string, usage: string, given: number): AssayError {
  return new AssayError({
    code: 'wrong-arguments',
    severity: 'error',
    message: `${name}() ${usage}; got ${given} argument${given === 1 ? '' : 's'}`,
  })
}

export function inlineConfig(): AssayError {
  return new AssayError({
    code: 'wrong-arguments',
    severity: 'error',
    message: 'config() takes keyword arguments, or one dict',
    hint: "write {{ config(materialized='table') }}",
  })
}

export function conflictingConfigKeys(first: string, second: string): AssayError {
  return new AssayError({
    code: 'conflicting-config',
    severity: 'error',
    message: `config() has both '${first}' and '${second}', which mean the same`,
    hint: 'keep one of them',
  })
}

export function missingConfig(name: string, node: string): AssayError {
  return new AssayError({
    code: 'missing-config',
    severity: 'error',
    message: `${node} does not set the required config '${name}'`,
    hint: `add it to config(…), to its properties or to the project file`,
  })
}

/** `exceptions.raise_compiler_error(…)`: the words are the project's own. */
export function raisedByProject(message: string): AssayError {
  return new AssayError({ code: 'compilation', severity: 'error', message })
}

/** `known` is what there is, built in or of the project. */
export function unknownStrategy(strategy: string, macro: string, known: readonly string[]): AssayError {
  const near = didYouMean(strategy, known) ?? calledOtherwise(strategy)
  return new AssayError({
    code: 'compilation',
    severity: 'error',
    message: `there is no incremental strategy '${strategy}': no macro '${macro}'`,
    hint: `${near === undefined ? '' : `${near} `}there are ${listed(known)}${near === undefined ? `; a macro ${macro}(arg_dict) adds one` : ''}`,
  })
}

/** What other tools and databases call a strategy. */
function calledOtherwise(strategy: string): string | undefined {
  const name = { upsert: 'merge', update: 'merge', insert: 'append' }[strategy.toLowerCase()]
  return name === undefined ? undefined : `here it is called '${name}';`
}

/** A strategy that dbt has for other databases. */
export function otherDatabasesStrategy(strategy: string, known: readonly string[]): AssayError {
  return new AssayError({
    code: 'compilation',
    severity: 'error',
    message: `the incremental strategy '${strategy}' is not valid for this adapter`,
    hint: `there are ${listed(known)}; microbatch replaces whole stretches of time, delete+insert whole keys`,
  })
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export function invalidRelationField(field: string, value: string, expected: string): AssayError {
  return new AssayError({
    code: 'wrong-type',
    severity: 'error',
    message: `the ${field} of a relation is ${value}`,
    hint: `give it ${expected}`,
  })
}

export function otherDatabase(database: string, connected: string): AssayError {
  return new AssayError({
    code: 'other-database',
    severity: 'error',
    message: `the database '${database}' cannot be reached from '${connected}': Postgres has no references across databases`,
    hint: 'leave the database out, or use one target for each',
  })
}

export function dispatchFailed(name: string, namespace: string | null, tried: readonly string[]): AssayError {
  return new AssayError({
    code: 'unknown-macro',
    severity: 'error',
    message: `adapter.dispatch found no macro '${name}'${namespace === null ? '' : ` for the namespace '${namespace}'`}`,
    hint: `looked for ${tried.join(', ')}`,
  })
}

export function dispatchWithDot(name: string): AssayError {
  const [namespace = '', macro = ''] = name.split('.', 2)
  return new AssayError({
    code: 'wrong-arguments',
    severity: 'error',
    message: `adapter.dispatch got the macro name '${name}'`,
    hint: `write adapter.dispatch('${macro}', macro_namespace='${namespace}')`,
  })
}

export function unknownVar(name: string, known: Iterable<string>, owner: string): AssayError {
  const near = didYouMean(name, known)
  return new AssayError({
    code: 'unknown-var',
    severity: 'error',
    message: `the variable '${name}' is not set for ${owner}`,
    hint:
      near ?? `give it a value under 'vars:' in the project file or with --vars, or a default: var('${name}', default)`,
  })
}

export function missingEnvVar(name: string, known: Iterable<string>): AssayError {
  return new AssayError({
    code: 'missing-env-var',
    severity: 'error',
    message: `the environment variable '${name}' is not set`,
    hint: didYouMean(name, known) ?? `set it, or give a default: env_var('${name}', 'default')`,
  })
}

export function secretEnvVar(name: string): AssayError {
  return new AssayError({
    code: 'secret-env-var',
    severity: 'error',
    message: `'${name}' is a secret by its name and may be used only in profiles.yml and packages.yml`,
    hint: 'if it is none, give it a name that does not begin with DBT_ENV_SECRET',
  })
}

export function undefinedInYaml(name: string, at: Location): Diagnostic {
  return {
    code: 'undefined-in-yaml',
    severity: 'error',
    message: `'${name}' is undefined, so this value would be nothing at all`,
    hint: "give it a value for every case, such as {{ name | default('x') }} or {{ 'a' if test else 'b' }}",
    at,
  }
}

export function unrenderable(what: string, at: Location): Diagnostic {
  return {
    code: 'undefined-in-yaml',
    severity: 'error',
    message: `this renders to ${what}, which no value in YAML can be`,
    hint: 'call it: {{ name(…) }}',
    at,
  }
}

export function notIterable(name: string, cause: Error): AssayError {
  return new AssayError({ code: 'wrong-type', severity: 'error', message: `${name}(): ${cause.message}`, cause })
}

export function notOneOf(value: string, allowed: readonly string[]): AssayError {
  return new AssayError({
    code: 'wrong-value',
    severity: 'error',
    message: `Expected value "${value}" to be one of ${allowed.join(',')}`,
  })
}
