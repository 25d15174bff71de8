import { AssayError } from '../base/diagnostic.ts'
import { describeValue } from '../yaml/describe-value.ts'
import { readYaml } from '../yaml/yaml-document.ts'
import { isYamlMap, type YamlMap } from '../yaml/yaml-value.ts'

/** The value of an option that is a mapping in YAML or JSON: `--args '{name: orders}'`. Throws where it is none. */
export function parseYamlArgument(text: string, option: string): YamlMap {
  const { value } = readYaml(text, option)
  if (value === null) return {}
  if (isYamlMap(value)) return value
  throw new AssayError({
    code: 'wrong-type',
    severity: 'error',
    message: `${option} must be a mapping, not ${describeValue(value)}`,
    hint: `write ${option} '{name: value}'`,
  })
}
