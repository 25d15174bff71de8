import { z } from 'zod'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Location } from '../../base/position.ts'
import type { YamlPath, YamlValue } from '../../yaml/yaml-value.ts'
import { wrongType } from '../errors.ts'

/** A schema whose messages say what is expected, in words: `a list of texts`. */
export type Schema<T> = z.ZodType<T>

export const text = z.string({ error: 'text' })
export const flag = z.boolean({ error: 'true or false' })
export const texts = z.array(text, { error: 'a list of texts' })
export const textOrTexts = z.union([text.transform((one) => [one]), texts], { error: 'text or a list of texts' })
export const map = z.record(z.string(), z.unknown(), { error: 'a mapping' })
export const wholeNumber = z.int({ error: 'a whole number' })

/**
 * `value` as `schema` wants it; or null, with one diagnostic for each thing that is not: what was expected, what is
 * there instead, and where. `name` is what messages call the whole: `dbt_project.yml`.
 */
export function check<T>(
  schema: Schema<T>,
  value: YamlValue,
  name: string,
  placeOf: (path: YamlPath) => Location,
  report: (diagnostic: Diagnostic) => void,
): T | null {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    const missing = issue.code === 'invalid_type' && valueAt(value, path) === undefined
    report(wrongType(name, path, issue.message, missing ? undefined : valueAt(value, path), placeOf(path)))
  }
  return null
}

function valueAt(value: YamlValue, path: YamlPath): YamlValue | undefined {
  let at: YamlValue | undefined = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string | number, YamlValue>>)[step]
  }
  return at
}
