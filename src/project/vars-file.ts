import { join } from 'node:path'
import type { Diagnostic } from '../base/diagnostic.ts'
import { placeOf } from '../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap } from '../yaml/yaml-value.ts'
import { wrongType } from './errors.ts'
import { readYamlFile } from './yaml-file.ts'

/** The variables of `vars.yml` beside a project file, which stand under its key `vars`; null where there are none. */
export function readVarsFile(root: string, label: string, report: (diagnostic: Diagnostic) => void): YamlMap | null {
  const document = readYamlFile(join(root, 'vars.yml'), label, report)
  if (document === null) return null
  const vars = isYamlMap(document.value) ? (own(document.value, 'vars') ?? null) : null
  if (vars === null || isYamlMap(vars)) return vars
  report(wrongType(label, ['vars'], 'a mapping', vars, placeOf(document, ['vars'])))
  return null
}
