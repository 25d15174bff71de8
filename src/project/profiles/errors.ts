import type { Diagnostic } from '../../base/diagnostic.ts'
import { didYouMean } from '../../base/near-miss.ts'
import type { Location } from '../../base/position.ts'
import { describeValue } from '../../yaml/describe-value.ts'
import type { YamlValue } from '../../yaml/yaml-value.ts'
import { SSL_MODES } from './output-keys.ts'

export function missingProfile(
  name: string,
  files: readonly string[],
  known: readonly string[],
  at?: Location,
): Diagnostic {
  const have = files.length === 1 ? 'has' : 'have'
  return {
    code: 'missing-profile',
    severity: 'error',
    message: `there is no profile '${name}': ${files.join(' and ')} ${have} ${known.length === 0 ? 'none' : list(known)}`,
    hint: didYouMean(name, known) ?? `add '${name}' to profiles.yml, or set DATABASE_URL`,
    ...(at === undefined ? {} : { at }),
  }
}

export function missingProfilesFile(name: string, folders: readonly string[], at?: Location): Diagnostic {
  return {
    code: 'missing-profile',
    severity: 'error',
    message: `there is no profile '${name}', because there is no profiles.yml in ${folders.join(' or ')}`,
    hint: 'give the folder that holds profiles.yml with --profiles-dir or DBT_PROFILES_DIR',
    ...(at === undefined ? {} : { at }),
  }
}

/** The project names a profile, and no profiles.yml is anywhere: it runs on the embedded database all the same. */
export function profileNotUsed(name: string, searched: readonly string[], at: Location): Diagnostic {
  return {
    code: 'profile-not-used',
    severity: 'warning',
    message: `no profiles.yml gives the profile '${name}' (looked in ${searched.join(' and ')}): running on the embedded database`,
    hint: 'write a profiles.yml, or set DATABASE_URL, to run on your Postgres',
    at,
  }
}

/** `beside` are keys that stand where they mean nothing, most likely for want of indentation. */
export function profileIsNoMapping(
  name: string,
  at: Location,
  beside: { readonly names: readonly string[]; readonly below: string },
): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `the profile '${name}' must be a mapping with 'outputs'`,
    hint:
      beside.names.length === 0
        ? "write 'outputs:' below it, below that the name of a target, and below that type, host, user, …"
        : misindented(beside.names, beside.below),
    at,
  }
}

function misindented(names: readonly string[], below: string): string {
  return `${list(names)} ${names.length === 1 ? 'stands' : 'stand'} beside '${below}': indent ${names.length === 1 ? 'it' : 'them'} deeper, to be part of it`
}

/** A key of a target that nobody asks for, and that is nearly one that somebody does. */
export function nearOutputKey(key: string, meant: string, target: string, at: Location): Diagnostic {
  return {
    code: 'unknown-key',
    severity: 'warning',
    message: `'${key}' means nothing in the target '${target}'`,
    hint: `did you mean '${meant}'?`,
    at,
  }
}

export function missingTarget(profile: string, target: string, known: readonly string[], at: Location): Diagnostic {
  return {
    code: 'missing-target',
    severity: 'error',
    message: `the profile '${profile}' has no target '${target}'${known.length === 0 ? '' : `; it has ${list(known)}`}`,
    hint: didYouMean(target, known) ?? "choose one with --target, or name it in the profile's 'target'",
    at,
  }
}

/** `--target` was given where nothing has targets. */
export function targetWithoutProfile(target: string, description: string): Diagnostic {
  return {
    code: 'missing-target',
    severity: 'error',
    message: `there is no target '${target}': the connection is ${description}, not a profile`,
    hint: 'leave --target away, or write a profiles.yml with that target',
  }
}

export function outputIsNoMapping(
  profile: string,
  target: string,
  beside: readonly string[],
  at: Location,
): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `the target '${target}' of profile '${profile}' must be a mapping: type, host, user, …`,
    ...(beside.length === 0 ? {} : { hint: misindented(beside, target) }),
    at,
  }
}

export function unsupportedAdapter(
  profile: string,
  target: string,
  type: YamlValue | undefined,
  at: Location,
): Diagnostic {
  const is = type === undefined || type === null ? "has no 'type'" : `is of type '${String(type)}'`
  return {
    code: 'unsupported-adapter',
    severity: 'error',
    message: `the target '${target}' of profile '${profile}' ${is}; Assay runs on Postgres`,
    hint:
      (typeof type === 'string' ? didYouMean(type, ['postgres']) : undefined) ??
      "write 'type: postgres', or choose another target with --target",
    at,
  }
}

export function keyTwice(key: string, name: string, at: Location): Diagnostic {
  return {
    code: 'both-keys',
    severity: 'error',
    message: `'${key}' and '${name}' mean the same, and both are there`,
    hint: 'keep one of them',
    at,
  }
}

export function incompleteOutput(
  profile: string,
  target: string,
  missing: readonly string[],
  at: Location,
): Diagnostic {
  return {
    code: 'missing-key',
    severity: 'error',
    message: `the target '${target}' of profile '${profile}' lacks ${list(missing)}`,
    at,
  }
}

/** `value` null: a secret, which is not shown. */
export function wrongOutputValue(key: string, expected: string, value: YamlValue, at: Location): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `'${key}' must be ${expected}${value === null ? '' : `, not ${describeValue(value)}`}`,
    ...(expected === 'text' ? { hint: 'put the value in quotes' } : {}),
    at,
  }
}

export function unrenderableSecret(key: string, at: Location | undefined): Diagnostic {
  return {
    code: 'unrenderable-secret',
    severity: 'error',
    message: `the value of '${key}' cannot be rendered; it is not shown, because it is a secret`,
    hint: `take it whole from a variable: "{{ env_var('DBT_ENV_SECRET_PASSWORD') }}"`,
    ...(at === undefined ? {} : { at }),
  }
}

export function badSslMode(mode: string, at?: Location): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `there is no sslmode '${mode}'`,
    hint: didYouMean(mode, SSL_MODES) ?? `use ${SSL_MODES.join(', ')}`,
    ...(at === undefined ? {} : { at }),
  }
}

export function severalHosts(at?: Location): Diagnostic {
  return {
    code: 'several-hosts',
    severity: 'error',
    message: 'several hosts are given, and Assay connects to one',
    hint: 'give the one that may be written to',
    ...(at === undefined ? {} : { at }),
  }
}

/** `source` is `DATABASE_URL` or a variable; the value itself is never shown. */
export function badDatabaseUrl(source: string, problem: string, hint: string): Diagnostic {
  return { code: 'bad-database-url', severity: 'error', message: `${source}: ${problem}`, hint }
}

export function ignoredParameter(source: string, name: string, hint: string): Diagnostic {
  return {
    code: 'ignored-parameter',
    severity: 'warning',
    message: `${source}: the parameter '${name}' is ignored`,
    hint,
  }
}

export function serviceFile(source: string): Diagnostic {
  return {
    code: 'unsupported-service',
    severity: 'error',
    message: `${source} names a connection service, and service files are not read`,
    hint: 'give host, port, user and database themselves: PGHOST, PGPORT, PGUSER, PGDATABASE',
  }
}

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`)
  return quoted.length < 2 ? (quoted[0] ?? '') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}
