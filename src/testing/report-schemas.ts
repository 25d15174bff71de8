/** The published schemas of reports. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Ajv from 'ajv-draft-04'
import formats from 'ajv-formats'
import { validateXML } from 'xmllint-wasm'

const JUNIT = new URL('../reports/testdata/junit.xsd', import.meta.url)

/** What the format of Jenkins, with `file` and `line`, has against a report; empty where nothing. */
export async function junitFaults(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: xml },
    schema: { fileName: 'junit.xsd', contents: readFileSync(JUNIT, 'utf8') },
  })
  return errors.map(({ message }) => message)
}

/** What SARIF's own schema, as Microsoft's package carries it, has against a report. */
export function sarifFaults(report: unknown): readonly string[] {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
  formats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')))
  return validate(report) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}
