/** The published schemas of reports. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Ajv from 'ajv-draft-04'
import formats from 'ajv-formats'
import { validateXML } from 'xmllint-wasm'

const JUNIT = new URL('../reports/testdata/junit.xsd', import.meta.url)

/** What the format of Jenkins, with `file` and `line`, has against these reports; empty where nothing. */
export async function junitFaults(...reports: readonly string[]): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: reports.map((contents, at) => ({ fileName: `report-${at}.xml`, contents })),
    schema: { fileName: 'junit.xsd', contents: readFileSync(JUNIT, 'utf8') },
  })
  return errors.map(({ message }) => message)
}

/** SARIF's own schema, as Microsoft's package carries it. */
function sarifSchema() {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
  formats.default(ajv)
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')))
}

/** Compiled once: that takes longer than a check. */
let validate: ReturnType<typeof sarifSchema> | undefined

/** What SARIF's schema has against a report. */
export function sarifFaults(report: unknown): readonly string[] {
  validate ??= sarifSchema()
  return validate(report) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}
