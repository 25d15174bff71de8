import type { Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import { describeValue } from '../yaml/describe-value.ts'
import type { YamlPath, YamlValue } from '../yaml/yaml-value.ts'

export function unreadableFile(label: string, cause: unknown): Diagnostic {
  const code = (cause as NodeJS.ErrnoException | null)?.code
  const reason =
    code === 'EACCES' ? 'permission denied' : code === 'ENOENT' ? 'there is no such file' : (code ?? 'it failed')
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `cannot read ${label}: ${reason}`,
    hint: code === 'ENOENT' ? 'it may be a link that leads nowhere: remove it' : 'see to it that you may read it',
    at: { file: label, line: 1, column: 1 },
    cause,
  }
}

/** `offset` counts bytes from 0. */
export function notUtf8(label: string, bytes: Uint8Array, offset: number): Diagnostic {
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const utf16 = offset === 0 && (bytes[0] === 0xff || bytes[0] === 0xfe)
  return {
    code: 'not-utf8',
    severity: 'error',
    message: `${label} is not UTF-8: byte ${offset} is 0x${byte}`,
    hint: utf16
      ? 'it looks like UTF-16: save it as UTF-8'
      : 'save it as UTF-8; it may have been written in Latin-1 or Windows-1252',
    at: placeOfByte(label, bytes, offset),
  }
}

/** PostgreSQL takes no text with one; nobody writes one on purpose. */
export function nulCharacter(label: string, { file, line, column }: Location): Diagnostic {
  return {
    code: 'nul-character',
    severity: 'error',
    message: `${label} has a NUL character (byte 0x00), which PostgreSQL does not take`,
    hint: 'remove it; a file full of them is UTF-16 without its mark, or no text',
    at: { file, line, column },
  }
}

function placeOfByte(file: string, bytes: Uint8Array, offset: number): Location {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8')
  const lineStart = before.lastIndexOf('\n') + 1
  return { file, line: before.split('\n').length, column: before.length - lineStart + 1 }
}

/** `value` undefined: the key is not there. `expected` is in words: `a list of texts`. */
export function wrongType(
  file: string,
  path: YamlPath,
  expected: string,
  value: YamlValue | undefined,
  at: Location,
): Diagnostic {
  const key = writePath(path)
  const missing = value === undefined && path.length > 0
  return {
    code: missing ? 'missing-key' : 'wrong-type',
    severity: 'error',
    message: missing
      ? `${file} lacks '${key}'`
      : `${path.length === 0 ? file : `'${key}'`} must be ${expected}, not ${describeValue(value)}`,
    ...(missing ? { hint: `add '${key}': ${expected}` } : {}),
    at,
  }
}

/** `models.shop[0]` */
export function writePath(path: YamlPath): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')
}

export function notAMapping(file: string, value: YamlValue): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `${file} must hold keys and values, not ${describeValue(value)}`,
    hint: "begin with 'name: my_project'",
    at: { file, line: 1, column: 1 },
  }
}

/** `project` is the name of the project: what is configured for it stands below `models:` and the like. */
export function unknownKey(
  key: string,
  file: string,
  known: Iterable<string>,
  at: Location,
  project?: string,
): Diagnostic {
  return {
    code: 'unknown-key',
    severity: 'warning',
    message: `${file} does not know the key '${key}'`,
    hint:
      key === project
        ? "indent it: what is configured for the project's own models stands below 'models:', as seeds' below 'seeds:'"
        : (didYouMean(key, known) ?? 'remove it'),
    at,
  }
}

/** An error: a gate that is misspelled is a gate that nobody is stopped at. */
export function unknownGateKey(key: string, path: YamlPath, known: readonly string[], at: Location): Diagnostic {
  return {
    code: 'unknown-gate',
    severity: 'error',
    message: `${writePath(path)} does not know '${key}'`,
    hint: didYouMean(key, known) ?? `it knows ${known.join(', ')}`,
    at,
  }
}

export function notAGate(label: string, at: Location): Diagnostic {
  return {
    code: 'empty-gate',
    severity: 'error',
    message: `${label} does not say how much must be covered`,
    hint: 'write percentages: {docs: 80, columns: 60, tests: 70}, of which one is enough',
    at,
  }
}

export function badTargetSchema(name: string): Diagnostic {
  return {
    code: 'bad-target-schema',
    severity: 'error',
    message: `--target-schema cannot be '${name}'`,
    hint: 'a schema has a name of at most 63 bytes that does not begin with pg_',
  }
}

export function unknownFlag(name: string, known: Iterable<string>, at: Location): Diagnostic {
  return {
    code: 'unknown-flag',
    severity: 'warning',
    message: `there is no flag '${name}' that a project could set`,
    hint: didYouMean(name, known) ?? 'options of the command line stand there, variables (DBT_…) or on the line itself',
    at,
  }
}

export function deprecatedKey(key: string, successor: string, at: Location): Diagnostic {
  return {
    code: 'deprecated-key',
    severity: 'warning',
    message: `'${key}' is the old name of '${successor}'`,
    hint: `write '${successor}'`,
    at,
  }
}

export function bothKeys(key: string, successor: string, at: Location): Diagnostic {
  return {
    code: 'both-keys',
    severity: 'error',
    message: `'${key}' and '${successor}' mean the same, and both are there`,
    hint: `keep '${successor}'`,
    at,
  }
}

export function varsTwice(file: string, at: Location): Diagnostic {
  return {
    code: 'both-keys',
    severity: 'error',
    message: `variables stand both in vars.yml and in ${file}`,
    hint: 'keep them in one of the two',
    at,
  }
}

export function badVersionRange(bound: string, at: Location): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `'${bound.trim()}' is no bound on a version`,
    hint: "write three numbers with a sign before them: '>=1.3.0'",
    at,
  }
}

export function unsuitableVersion(name: string, bounds: string, version: string, at: Location): Diagnostic {
  return {
    code: 'unsuitable-version',
    severity: 'error',
    message: `${name} wants a dbt version of ${bounds}; Assay behaves as dbt ${version}`,
    hint: 'use a version of the package made for it, or try it as it is with --no-version-check',
    at,
  }
}

export function noProject(folder: string, exists: boolean): Diagnostic {
  return {
    code: 'no-project',
    severity: 'error',
    message: exists
      ? `there is no project.yml or dbt_project.yml in ${folder} or above it`
      : `there is no folder ${folder}`,
    hint: "go to the project's folder, give it with --project-dir, or begin one with 'assay init'",
  }
}

export function wrongProjectFileName(name: string): Diagnostic {
  return {
    code: 'no-project',
    severity: 'error',
    message: `the project file is called ${name}`,
    hint: `rename it to ${name.replace(/yaml$/, 'yml')}`,
    at: { file: name, line: 1, column: 1 },
  }
}

export function twoProjectFiles(folder: string): Diagnostic {
  return {
    code: 'two-project-files',
    severity: 'error',
    message: `both project.yml and dbt_project.yml are in ${folder}`,
    hint: "keep one of them: project.yml brings Assay's defaults, dbt_project.yml dbt's habits",
  }
}

export function badVars(value: YamlValue): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `--vars must be a mapping in YAML or JSON, not ${describeValue(value)}`,
    hint: "write --vars '{name: value}'",
    at: { file: '--vars', line: 1, column: 1 },
  }
}

export function duplicateSelector(name: string, at: Location): Diagnostic {
  return {
    code: 'duplicate-name',
    severity: 'error',
    message: `two selectors are named '${name}'`,
    hint: 'give one of them another name',
    at,
  }
}

export function severalDefaults(first: string, second: string, at: Location): Diagnostic {
  return {
    code: 'several-defaults',
    severity: 'error',
    message: `'${first}' and '${second}' are both the default selector`,
    hint: "keep 'default: true' at one of them",
    at,
  }
}

export function packagesTwice(at: Location): Diagnostic {
  return {
    code: 'both-keys',
    severity: 'error',
    message: "'packages' stands both in packages.yml and in dependencies.yml",
    hint: 'keep it in one of the two',
    at,
  }
}

export function missingPackages(names: readonly string[], folder: string, at: Location): Diagnostic {
  return {
    code: 'missing-package',
    severity: 'error',
    message: `${names.length === 1 ? 'a package is' : 'packages are'} not installed in ${folder}: ${names.join(', ')}`,
    hint: "run 'assay deps'",
    at,
  }
}

export function packageWithoutProject(label: string): Diagnostic {
  return {
    code: 'no-project',
    severity: 'error',
    message: `${label} is no package: it has no dbt_project.yml`,
    hint: "remove the folder, or install packages anew with 'assay deps'",
    at: { file: `${label}/dbt_project.yml`, line: 1, column: 1 },
  }
}

export function duplicatePackage(name: string, first: string, second: string): Diagnostic {
  return {
    code: 'duplicate-name',
    severity: 'error',
    message: `two packages are named '${name}': ${first} and ${second}`,
    hint: 'remove one of them',
    at: { file: second, line: 1, column: 1 },
  }
}

export function reservedPackageName(name: string, at: Location): Diagnostic {
  return {
    code: 'duplicate-name',
    severity: 'error',
    message: `'${name}' is the name of a package that comes with Assay`,
    hint: 'give the project another name',
    at,
  }
}

export function foreignLanguage(label: string, language: 'python' | 'javascript'): Diagnostic {
  return {
    code: 'foreign-language',
    // As in dbt-core, which reads Python and fails where it is run.
    severity: language === 'python' ? 'warning' : 'error',
    message:
      language === 'python'
        ? `${label} is left out: Postgres runs no Python models or functions`
        : `${label} cannot be built: Postgres runs no JavaScript functions`,
    hint: 'write it in SQL, or put it into .dbtignore',
    at: { file: label, line: 1, column: 1 },
  }
}

export function cleanSources(target: string, file: string): Diagnostic {
  return {
    code: 'clean-sources',
    severity: 'error',
    message: `clean-targets names '${target}', which holds what you wrote`,
    hint: `nothing was deleted; take it out of clean-targets in ${file}`,
  }
}

export function cleanOutside(target: string): Diagnostic {
  return {
    code: 'clean-outside',
    severity: 'error',
    message: `clean-targets names '${target}', which lies outside of the project`,
    hint: 'nothing was deleted; if it is meant, say --no-clean-project-files-only',
  }
}

export function unremovable(label: string, cause: unknown): Diagnostic {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return { code: 'unremovable', severity: 'error', message: `cannot delete ${label}: ${reason}`, cause }
}

/** `init` does not write over anything. */
export function notEmpty(folder: string, found: string): Diagnostic {
  return {
    code: 'not-empty',
    severity: 'error',
    message: `${folder} is not empty: it has ${found}`,
    hint: 'nothing was written; choose another name, or an empty folder',
  }
}

export function badProjectName(name: string, at?: Location): Diagnostic {
  const better = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  return {
    code: 'bad-project-name',
    severity: 'error',
    message: `'${name}' cannot be the name of a project`,
    hint: `letters, digits and _ make a name, and a letter begins it${better === '' ? '' : `: ${better}`}`,
    ...(at === undefined ? {} : { at }),
  }
}
