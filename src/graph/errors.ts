/** Everything this room can object to, one function a diagnostic. */
import type { Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import type { Seed } from '../resources/node.ts'
import type { Version } from '../resources/ref.ts'
import type { GraphResource } from './graph.ts'
import { displayName } from './names.ts'
import { type Criterion, METHOD_NAMES, type Word } from './selection-spec.ts'

/** `ring` in the order of the data: each member is read by the next, the last by the first. */
export function cycle(ring: readonly GraphResource[], at: Location | undefined): Diagnostic {
  const round = [...ring, ...ring.slice(0, 1)]
  const names = round.map((member) => displayName(member)).join(' -> ')
  const files = round.map((member) => member.originalPath).join(' -> ')
  const remedy = 'each is read by the next: take one of these refs out, or move what both need into a model of its own'
  return error('cycle', `cycle: ${names} (${files})`, remedy, at)
}

/** The shortest cycle of all. */
export function readsItself(resource: GraphResource, at: Location | undefined): Diagnostic {
  const name = displayName(resource)
  const message = `'${name}' reads itself: ${name} -> ${name} (${resource.originalPath})`
  return error('cycle', message, 'for the rows it held before this run, read {{ this }} instead of a ref to itself', at)
}

export function unknownMethod(name: string, raw: string, at: Location | undefined): Diagnostic {
  const near = didYouMean(name, METHOD_NAMES)
  const windowsPath = /^[A-Za-z]$/.test(name) ? "paths are written from the project's folder on" : undefined
  return error(
    'unknown-method',
    `unknown method '${name}' in '${raw}'`,
    near ?? windowsPath ?? `write one of ${METHOD_NAMES.join(', ')} before the colon`,
    at,
  )
}

/** A value that its method can never find anything by; `expected` in words, or the values there are. */
export function wrongValue({ raw, method, value, at }: Criterion, expected: string | readonly string[]): Diagnostic {
  const words = typeof expected === 'string' ? expected : `one of ${expected.join(', ')}`
  const near = typeof expected === 'string' ? undefined : didYouMean(String(value), expected)
  return error('wrong-selector-value', `'${raw}' can select nothing: '${method}' takes ${words}`, near, at)
}

export function atWithPlus({ raw, at }: Criterion): Diagnostic {
  return error(
    'at-with-plus',
    `'${raw}' has both @ and a + after it`,
    '@ already takes everything downstream: leave out the +',
    at,
  )
}

export function unknownSelector(name: string, known: Iterable<string>): Diagnostic {
  const names = [...known]
  const hint =
    names.length === 0 ? 'the project has no selectors.yml, or none in it' : `selectors.yml has ${names.join(', ')}`
  return error('unknown-selector', `there is no selector '${name}'`, didYouMean(name, names) ?? hint)
}

/** `ring`: each refers to the next, the last to the first. */
export function circularSelectors(ring: readonly string[]): Diagnostic {
  const round = [...ring, ...ring.slice(0, 1)].join(' -> ')
  return error(
    'circular-selectors',
    `selectors refer to each other in a circle: ${round}`,
    'take one of the references out',
  )
}

export function malformedSelector(selector: string, objection: string, remedy: string): Diagnostic {
  return error('malformed-selector', `selector '${selector}': ${objection}`, remedy)
}

/** dbt ignores such a key without a word. */
export function unknownSelectorKey(selector: string, key: string, known: readonly string[]): Diagnostic {
  const hint = didYouMean(key, known) ?? `known are ${known.join(', ')}`
  return warning('unknown-selector-key', `selector '${selector}': '${key}' means nothing beside a method`, hint)
}

export function ignoredBesideExclude(selector: string, keys: readonly string[]): Diagnostic {
  const message = `selector '${selector}': beside an exclude in a list, '${keys.join("', '")}' count for nothing`
  return warning(
    'ignored-beside-exclude',
    message,
    'an exclude takes from the whole list: put the rest into an entry of its own',
  )
}

/** dbt, too, selects nothing by such a text, without a word. */
export function oneNameInText(selector: string, text: string): Diagnostic {
  const message = `selector '${selector}': '${text}' is read as one name: spaces and commas join nothing here`
  return warning('one-name-in-text', message, 'list the names under union or intersection')
}

export function severalDefaults(names: readonly string[]): Diagnostic {
  return error(
    'several-default-selectors',
    `several selectors are the default: ${names.join(', ')}`,
    'keep default: true on one of them',
  )
}

export function needsState({ raw, at }: Criterion, file: string): Diagnostic {
  return error(
    'needs-state',
    `'${raw}' compares with an earlier ${file}, and there is none`,
    `point --state at a folder with a ${file}`,
    at,
  )
}

export function needsCurrentFreshness({ raw, at }: Criterion): Diagnostic {
  return error(
    'needs-freshness',
    `'${raw}' needs to know when the sources were loaded last`,
    "run 'source freshness' first",
    at,
  )
}

/** `broken` in words. Readers of an unversioned model are only warned, since it has no other way to change. */
export function brokenContract(
  id: string,
  version: Version | null,
  broken: readonly string[],
  file?: string,
): Diagnostic {
  const at = file === undefined ? undefined : { file, line: 1, column: 1 }
  const message = `${id} breaks its contract: ${broken.join('; ')}`
  if (version === null)
    return warning('broken-contract', message, 'readers may break: give the model versions, and change a new one', at)
  return error('broken-contract', message, 'leave this version as it was and add a new one', at)
}

/** Files above dbt's limit of 1 MiB have no checksum of their contents. */
export function seedComparedByPath(seed: Seed): Diagnostic {
  return warning(
    'seed-compared-by-path',
    `${seed.originalPath} is larger than 1 MiB, so only its path was compared`,
    'select it by name when its rows have changed',
  )
}

/** `word` is what the command line says; `hint` is what might have been meant. */
export function selectsNothing(word: Word, hint: string | undefined): Diagnostic {
  return warning('selects-nothing', `'${word.raw}' selects nothing`, hint, word.at)
}

export function selectsDisabled(word: Word, resources: readonly GraphResource[]): Diagnostic {
  const places = resources.map((resource) => `${displayName(resource)} (${resource.originalPath})`).join(', ')
  const message = `'${word.raw}' selects only what is disabled: ${places}`
  return warning('selects-disabled', message, 'set enabled: true in its config to have it', word.at)
}

function error(code: string, message: string, hint?: string, at?: Location): Diagnostic {
  return { code, severity: 'error', message, ...remedy(hint), ...place(at) }
}

function warning(code: string, message: string, hint?: string, at?: Location): Diagnostic {
  return { code, severity: 'warning', message, ...remedy(hint), ...place(at) }
}

function remedy(hint: string | undefined) {
  return hint === undefined ? {} : { hint }
}

function place(at: Location | undefined) {
  return at === undefined ? {} : { at }
}
