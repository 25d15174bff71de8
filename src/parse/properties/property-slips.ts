import type { ConfigSection } from '../../project/project.ts'
import { isYamlMap, own, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { meantKey, reportNearKeys } from '../config/near-keys.ts'
import { nearProperty } from '../errors.ts'
import type { Report } from '../report.ts'
import type { PropertyEntry } from './property-entry.ts'
import { COLUMN_KEYS, NODE_KEYS } from './schemas.ts'

/** Warns of keys of an entry, of its columns and of its config that are nearly a known one. */
export function reportPropertySlips(entry: PropertyEntry, what: string, section: ConfigSection, report: Report): void {
  reportIn(entry.rendered, [], NODE_KEYS)
  const config = own(entry.rendered, 'config')
  if (isYamlMap(config))
    reportNearKeys(Object.keys(config), section, what, (key) => entry.locate(['config', key], 'key'), report)
  const columns = own(entry.rendered, 'columns')
  if (!Array.isArray(columns)) return
  for (const [index, column] of columns.entries()) reportIn(column, ['columns', index], COLUMN_KEYS)

  function reportIn(part: YamlValue, path: YamlPath, known: readonly string[]): void {
    if (!isYamlMap(part)) return
    for (const key of Object.keys(part)) {
      const meant = meantKey(key, known)
      const where = path.length === 0 ? what : `${what}, column '${String(part.name)}'`
      if (meant !== undefined) report(nearProperty(where, key, meant, entry.locate([...path, key], 'key')))
    }
  }
}
