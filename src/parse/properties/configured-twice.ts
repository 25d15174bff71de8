import { isYamlMap, own } from '../../yaml/yaml-value.ts'
import { configuredTwice } from '../errors.ts'
import type { Report } from '../report.ts'
import type { PropertyEntry } from './property-entry.ts'

/** Configs that may still stand beside `config:`, as properties of their own; not in both places, as in dbt. */
const MOVABLE = ['meta', 'docs', 'group', 'contract', 'access'] as const

export function reportConfiguredTwice(entry: PropertyEntry, what: string, report: Report): void {
  const config = own(entry.rendered, 'config')
  if (!isYamlMap(config)) return
  for (const key of MOVABLE)
    if (own(entry.rendered, key) !== undefined && own(config, key) !== undefined)
      report(configuredTwice(what, key, entry.locate([key], 'key')))
}
