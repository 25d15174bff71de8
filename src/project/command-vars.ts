import { AssayError } from '../base/diagnostic.ts'
import { readYaml } from '../yaml/yaml-document.ts'
import { isYamlMap, type YamlMap } from '../yaml/yaml-value.ts'
import { badVars } from './errors.ts'

/** `--vars '{start: 2024-01-01}'`: a mapping in YAML or JSON. Throws an AssayError where it is none. */
export function parseCommandVars(text: string): YamlMap {
  const { value } = readYaml(text, '--vars')
  if (value === null) return {}
  if (!isYamlMap(value)) throw new AssayError(badVars(value))
  return value
}
