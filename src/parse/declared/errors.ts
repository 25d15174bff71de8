import type { Diagnostic } from '../../base/diagnostic.ts'
import { didYouMean } from '../../base/near-miss.ts'
import type { Location } from '../../base/position.ts'

function problem(code: string, message: string, at: Location, hint?: string): Diagnostic {
  return { code, severity: 'error', message, at, ...(hint === undefined ? {} : { hint }) }
}

/** Keys are few and each means something, so that one nobody knows is an error. */
export function unknownKey(what: string, key: string, known: readonly string[], at: Location): Diagnostic {
  return problem(
    'unknown-property',
    `${what}: '${key}' means nothing here`,
    at,
    didYouMean(key, known) ?? `known are ${known.join(', ')}`,
  )
}

export function twice(what: string, name: string, other: Location, at: Location): Diagnostic {
  return problem(
    'duplicate-name',
    `there are two ${what} called '${name}': also in ${other.file}:${other.line}`,
    at,
    'rename one of them',
  )
}

export function unknownEntity(view: string, name: string, known: Iterable<string>, at: Location): Diagnostic {
  return problem(
    'unknown-entity',
    `feature view '${view}' is about the entity '${name}', which is not declared`,
    at,
    didYouMean(name, known) ??
      `declare it, 'entities: [{name: ${name}, keys: […]}]', or write the key columns as a list`,
  )
}

export function invalidReference(what: string, key: string, written: string, at: Location): Diagnostic {
  return problem(
    'invalid-property',
    `${what}: '${key}' must be the name of a model or a reference, not '${written}'`,
    at,
    key === 'model' ? "write a name, ref('…') or source('…', '…')" : "write a name or ref('…')",
  )
}

/** A column that two things would be. */
export function featureTwice(view: string, name: string, first: string, at: Location): Diagnostic {
  return problem(
    'duplicate-feature',
    `feature view '${view}' has the column '${name}' twice: it is ${first}`,
    at,
    'give the feature another name',
  )
}

export function wrongMaterialization(
  what: string,
  materialized: string,
  allowed: readonly string[],
  at: Location,
): Diagnostic {
  return problem(
    'invalid-property',
    `${what} cannot be materialized as '${materialized}'`,
    at,
    `write ${allowed.join(', ')}, or leave it out`,
  )
}

export function noFeatureView(set: string, name: string, kind: string, at: Location): Diagnostic {
  return problem(
    'no-feature-view',
    `training set '${set}' names the ${kind} '${name}' among its feature views`,
    at,
    "declare it under 'feature_views:', and name that",
  )
}

export function unknownFeature(
  set: string,
  view: string,
  name: string,
  known: readonly string[],
  at: Location,
): Diagnostic {
  return problem(
    'unknown-feature',
    `training set '${set}' wants the feature '${name}' of '${view}', which has none of that name`,
    at,
    didYouMean(name, known) ?? `it has ${known.join(', ')}`,
  )
}

/** What a view or a set reads does not say something it must: `lacks`, and what to write where. */
export function undeclared(what: string, read: string, lacks: string, write: string, at: Location): Diagnostic {
  return problem('undeclared-clock', `${what} reads ${read}, which ${lacks}`, at, write)
}

export function noLabel(set: string, spine: string, where: string, at: Location): Diagnostic {
  return problem(
    'no-label',
    `training set '${set}' has no label: ${spine} declares none`,
    at,
    `write 'label: <column>' here, or in the config of ${spine} (${where})`,
  )
}

export function noSpans(set: string, at: Location): Diagnostic {
  return problem('invalid-property', `training set '${set}': 'splits' has no span`, at, "write 'train: 12 months'")
}
