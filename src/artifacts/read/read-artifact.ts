import { z } from 'zod'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import { artifactField, artifactKey, artifactNotJson, artifactVersion } from '../errors.ts'
import { type ArtifactName, schemaUrl } from '../schema-version.ts'
import { KEEPING, type ObjectOf, REFUSING } from './shape.ts'

export interface ReadOptions {
  /** What messages call the file; by default the name dbt gives it. */
  readonly file?: string
  /**
   * Keys that the format does not know: `keep` them, because dbt adds keys without a new version, or `refuse` them, as
   * the published schemas do. Default `keep`.
   */
  readonly unknownKeys?: 'keep' | 'refuse'
}

/**
 * JSON text, or what came of parsing it, as a trusted value; fields that older minor versions lack have their defaults.
 * Throws an AssayError with everything that is wrong: where in the artifact, what was expected, what was found.
 */
export function readArtifact<T>(
  name: ArtifactName,
  input: unknown,
  format: (object: ObjectOf) => z.ZodType<T>,
  options: ReadOptions,
): T {
  const file = options.file ?? `${name.replace('-', '_')}.json`
  return readVersioned({ key: 'dbt_schema_version', is: schemaUrl(name) }, file, input, format, options)
}

/** The same of a format of our own, such as `failing_rows/v1`, which lies in `failing_rows.json`. */
export function readOwnArtifact<T>(
  version: string,
  input: unknown,
  format: (object: ObjectOf) => z.ZodType<T>,
  options: ReadOptions,
): T {
  const file = options.file ?? `${version.split('/')[0]}.json`
  return readVersioned({ key: 'assay_schema_version', is: version }, file, input, format, options)
}

interface WantedVersion {
  readonly key: 'dbt_schema_version' | 'assay_schema_version'
  readonly is: string
}

function readVersioned<T>(
  version: WantedVersion,
  file: string,
  input: unknown,
  format: (object: ObjectOf) => z.ZodType<T>,
  options: ReadOptions,
): T {
  const value = typeof input === 'string' ? parseJson(input, file) : input
  checkVersion(version, value, file)
  const result = format(options.unknownKeys === 'refuse' ? REFUSING : KEEPING).safeParse(value)
  if (result.success) return result.data
  const [first, ...more] = diagnose(result.error.issues, value, file)
  throw new AssayError(first ?? artifactField(file, '', 'as the format says', 'something else'), ...more)
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AssayError(artifactNotJson(file, error))
  }
}

const VERSIONED = z.looseObject({ metadata: z.looseObject({}) })

function checkVersion({ key, is }: WantedVersion, value: unknown, file: string): void {
  const parsed = VERSIONED.safeParse(value)
  const found = parsed.success ? parsed.data.metadata[key] : null
  if (found !== is) throw new AssayError(artifactVersion(file, key, is, typeof found === 'string' ? found : null))
}

type Issue = z.core.$ZodIssue

function diagnose(issues: readonly Issue[], value: unknown, file: string): readonly Diagnostic[] {
  return issues.flatMap((issue): readonly Diagnostic[] => {
    const path = writePath(issue.path)
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => artifactKey(file, path, key))
    // Of a union's branches, the one that understood most has the best complaint.
    const [nearest] = issue.code === 'invalid_union' ? [...issue.errors].sort((a, b) => depth(b) - depth(a)) : []
    if (nearest !== undefined && depth(nearest) > 0) {
      const inner = nearest.map((i) => ({ ...i, path: [...issue.path, ...i.path] }))
      return diagnose(inner, value, file)
    }
    return [artifactField(file, path, expectation(issue), show(valueAt(value, issue.path)))]
  })
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return NAMES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union': {
      if ('options' in issue && issue.options !== undefined) return oneOf(issue.options)
      return [...new Set(issue.errors.flat().map(expectation))].join(' or ')
    }
    default:
      return issue.message
  }
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))).join(' or ')
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'null',
}

/** `nodes['model.shop.orders'].columns.id.tags[0]` */
function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      const key = String(step)
      if (!/^[A-Za-z_]\w*$/.test(key)) return `['${key}']`
      return index === 0 ? key : `.${key}`
    })
    .join('')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return at
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
