import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'

/** A project may override the macros that ask for the catalog; their columns are part of the bargain. */
export function catalogColumnMissing(name: string, found: readonly string[]): AssayError {
  const near = didYouMean(name, found)
  return new AssayError({
    code: 'catalog-column-missing',
    severity: 'error',
    message: `the catalog query gives no column '${name}', only ${found.join(', ')}`,
    hint: near ?? "see that the project's own get_catalog_relations gives the columns that dbt's does",
  })
}

export function artifactNotJson(file: string, cause: unknown): Diagnostic {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return {
    code: 'artifact-not-json',
    severity: 'error',
    message: `${file} is not JSON: ${reason}`,
    hint: 'it may have been cut off while it was written: make it again',
    at: { file, line: 1, column: 1 },
    cause,
  }
}

export function artifactVersion(file: string, key: string, expected: string, found: string | null): Diagnostic {
  return {
    code: 'artifact-version',
    severity: 'error',
    message:
      found === null
        ? `${file} does not say in metadata.${key} which format it has; expected ${expected}`
        : `${file} has the format ${found}; expected ${expected}`,
    hint: key === 'dbt_schema_version' ? 'make it again with dbt 1.8 or later, or with Assay' : 'make it again',
    at: { file, line: 1, column: 1 },
  }
}

/** `path` leads into the artifact: `nodes['model.shop.orders'].config.enabled`. */
export function artifactField(file: string, path: string, expected: string, found: string): Diagnostic {
  return {
    code: 'artifact-field',
    severity: 'error',
    message: `${file}: ${path === '' ? 'the whole' : path} must be ${expected}, found ${found}`,
    hint: 'the file was changed by hand, or written by something that does not follow the format: make it again',
    at: { file, line: 1, column: 1 },
  }
}

export function artifactKey(file: string, path: string, key: string): Diagnostic {
  return {
    code: 'artifact-key',
    severity: 'error',
    message: `${file}: the format knows no key '${key}'${path === '' ? '' : ` in ${path}`}`,
    hint: "keys of one's own belong into meta",
    at: { file, line: 1, column: 1 },
  }
}
