import { existsSync } from 'node:fs'
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { readYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import { readText } from './files/read-files.ts'

/**
 * A YAML file, if it is there; null when it is not, or is wrong (which is reported). White space at its end is not
 * part of it, as in dbt: a block scalar at the end of a file ends without a line feed.
 */
export function readYamlFile(
  path: string,
  label: string,
  report: (diagnostic: Diagnostic) => void,
): YamlDocument | null {
  if (!existsSync(path)) return null
  const content = readText(path, label)
  if ('code' in content) {
    report(content)
    return null
  }
  try {
    const document = readYaml(content.text.trimEnd(), label)
    for (const warning of document.warnings) report(warning)
    return document
  } catch (thrown) {
    if (!(thrown instanceof AssayError)) throw thrown
    for (const fault of thrown.diagnostics) report(fault)
    return null
  }
}
