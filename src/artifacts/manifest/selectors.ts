import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { SelectorDefinition } from '../../resources/manifest.ts'

/** The selectors of `selectors.yml`, each criterion taken apart as dbt does it for readers of the manifest. */
export function describeSelectors(selectors: readonly SelectorDefinition[]): JsonObject {
  return Object.fromEntries(
    selectors.map((selector) => [
      selector.name,
      {
        name: selector.name,
        ...(selector.description === null ? {} : { description: selector.description }),
        ...(selector.default ? { default: true } : {}),
        definition: describeDefinition(selector.definition),
      },
    ]),
  )
}

function describeDefinition(definition: Json): Json {
  if (typeof definition === 'string') return describeCriterion(definition)
  if (!isJsonObject(definition)) return definition
  for (const list of ['union', 'intersection', 'exclude'] as const) {
    const parts = definition[list]
    // `exclude` beside a method belongs to it and stays as it is.
    if (Array.isArray(parts) && (list !== 'exclude' || Object.keys(definition)[0] === 'exclude'))
      return { [list]: parts.map(describeDefinition) }
  }
  const [only, ...more] = Object.entries(definition)
  return only !== undefined && more.length === 0 ? { method: only[0], value: only[1] } : definition
}

const CRITERION = /^(@)?((\d*)\+)?(?:([\p{L}\p{N}_.]+):)?(.*?)(\+(\d*))?$/su

/** `2+tag:nightly+` in parts: only those that are there, depths as text. */
function describeCriterion(text: string): JsonObject {
  const [, prefix, parents, parentsDepth, method, value, children, childrenDepth] = CRITERION.exec(text) ?? []
  return {
    ...(prefix === undefined ? {} : { childrens_parents: true }),
    ...(parents === undefined ? {} : { parents: true }),
    ...(parentsDepth ? { parents_depth: parentsDepth } : {}),
    method: method ?? usualMethod(value ?? ''),
    ...(value ? { value } : {}),
    ...(children === undefined ? {} : { children: true }),
    ...(childrenDepth ? { children_depth: childrenDepth } : {}),
  }
}

/** What dbt takes a value for that names no method. */
function usualMethod(value: string): string {
  if (/[/\\]/.test(value)) return 'path'
  return /\.(?:sql|py|csv)$/i.test(value) ? 'file' : 'fqn'
}
