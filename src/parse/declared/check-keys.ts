import { isYamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { unknownKey } from './errors.ts'

/** Reports the keys of a mapping that mean nothing; false where there are some. */
export function checkKeys(
  part: YamlValue | undefined,
  path: YamlPath,
  known: readonly string[],
  what: string,
  entry: PropertyEntry,
  { report }: Pick<Parsing, 'report'>,
): boolean {
  if (!isYamlMap(part)) return true
  const strange = Object.keys(part).filter((key) => !known.includes(key))
  for (const key of strange) report(unknownKey(what, key, known, entry.locate([...path, key], 'key')))
  return strange.length === 0
}
