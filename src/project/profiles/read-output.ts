/** One output of a profile: `type`, `host`, `user` …, rendered and checked. No message here ever shows a value that may be secret. */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Json } from '../../base/json.ts'
import { nearMiss } from '../../base/near-miss.ts'
import type { Location } from '../../base/position.ts'
import { hidesSecret, revealSecrets, type Surroundings } from '../../context/env-var.ts'
import { renderYaml } from '../../context/render-yaml.ts'
import type { Environment } from '../../jinja/environment.ts'
import type { PostgresSettings, Target } from '../../resources/connection.ts'
import { placeOf, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, toJson, type YamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import {
  badSslMode,
  incompleteOutput,
  keyTwice,
  nearOutputKey,
  outputIsNoMapping,
  severalHosts,
  unrenderableSecret,
  unsupportedAdapter,
  wrongOutputValue,
} from './errors.ts'
import {
  ALIASES,
  DEFAULTS,
  isKnownKey,
  isSecretKey,
  isSslMode,
  KNOWN_KEYS,
  NUMBER_KEYS,
  type NumberKey,
  REQUIRED,
  TEXT_KEYS,
  type TextKey,
} from './output-keys.ts'
import { withoutSource } from './redact.ts'

export interface OutputRequest {
  readonly document: YamlDocument
  readonly path: YamlPath
  readonly profile: string
  readonly target: string
  readonly scope: Environment
  readonly environment: Surroundings
  readonly report: (diagnostic: Diagnostic) => void
}

/** What an output says, under one name each. */
export interface Output {
  readonly settings: Omit<PostgresSettings, 'kind' | 'origin' | 'timezone'>
  readonly schema: string
  /** For `target`: dbt's keys with its defaults, then the profile's own that are no secrets. */
  readonly extra: Target['extra']
}

export async function readOutput(request: OutputRequest): Promise<Output | null> {
  const { document, path, report } = request
  const written = path.reduce<YamlValue | undefined>(child, document.value)
  if (!isYamlMap(written)) {
    const beside = path.slice(0, -1).reduce<YamlValue | undefined>(child, document.value)
    const names = isYamlMap(beside) ? Object.keys(beside).filter(isKnownKey) : []
    report(outputIsNoMapping(request.profile, request.target, names, place(request, [])))
    return null
  }
  let faults = 0
  const fault = (diagnostic: Diagnostic): void => {
    faults++
    report(diagnostic)
  }
  const { type } = await renderOutput(request, written, ['type'], fault)
  if (faults === 0 && type !== 'postgres')
    fault(unsupportedAdapter(request.profile, request.target, type, place(request, ['type'])))
  if (faults > 0) return null
  const rendered = await renderOutput(request, written, Object.keys(written), fault)
  // What could not be rendered has no type to check.
  if (faults > 0) return null
  reportSlips(request, written)
  const values = canonicalKeys(request, rendered, fault)
  const output = outputOf(request, values, fault)
  return faults === 0 ? output : null
}

/**
 * Secrets are literal text unless they ask for a variable: a password may well contain `{{` (dbt-core issue 7606).
 * Stand-ins for secret variables are exchanged after everything is rendered.
 */
async function renderOutput(
  { document, path, scope, environment }: OutputRequest,
  written: YamlMap,
  keys: readonly string[],
  fault: (diagnostic: Diagnostic) => void,
): Promise<Record<string, YamlValue>> {
  const rendered: Record<string, YamlValue> = {}
  for (const key of keys) {
    const secret = isSecretKey(key)
    const value = await renderYaml(document, [...path, key], {
      environment: scope,
      renders: () => !secret || asksForVariable(written[key]),
      report: (diagnostic) => fault(secret ? aboutSecret(key, diagnostic) : withoutSource(diagnostic)),
    })
    // A key that nobody knows, with a secret in it, is nobody's business: templates would see it.
    if (typeof value === 'string' && hidesSecret(value) && !isKnownKey(key)) continue
    rendered[key] = typeof value === 'string' ? revealSecrets(value, environment) : value
  }
  return rendered
}

/** What went wrong with a secret, without a word of it: only names of variables are let through. */
function aboutSecret(key: string, diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code === 'missing-env-var' || diagnostic.code === 'unknown-var') return withoutSource(diagnostic)
  return withoutSource(unrenderableSecret(key, diagnostic.at))
}

function asksForVariable(value: YamlValue | undefined): boolean {
  return typeof value === 'string' && /\{\{[^}]*\b(?:env_var|var)\s*\([^}]*\}\}/.test(value)
}

/** Other keys are the project's own, for `target`; a near miss was meant to be one of ours. */
function reportSlips(request: OutputRequest, written: YamlMap): void {
  for (const key of Object.keys(written)) {
    const meant = isKnownKey(key) ? undefined : nearMiss(key, KNOWN_KEYS, key.length < 6 ? 1 : 2)
    // One that is there besides is not missing.
    if (meant !== undefined && !Object.hasOwn(written, meant))
      request.report(nearOutputKey(key, meant, request.target, place(request, [key], 'key')))
  }
}

/** Old names of keys become the new ones; both at once is an error. */
function canonicalKeys(
  request: OutputRequest,
  rendered: Readonly<Record<string, YamlValue>>,
  fault: (diagnostic: Diagnostic) => void,
): ReadonlyMap<string, YamlValue> {
  const values = new Map<string, YamlValue>()
  for (const [key, value] of Object.entries(rendered)) {
    const name = ALIASES[key] ?? key
    if (values.has(name)) fault(keyTwice(oldNameOf(name), name, place(request, [key], 'key')))
    values.set(name, value)
  }
  return values
}

function outputOf(
  request: OutputRequest,
  values: ReadonlyMap<string, YamlValue>,
  fault: (diagnostic: Diagnostic) => void,
): Output | null {
  const missing = REQUIRED.filter((key) => (values.get(key) ?? null) === null)
  if (missing.length > 0)
    fault(incompleteOutput(request.profile, request.target, missing.map(oldNameOf), place(request, [])))

  const texts = new Map<string, string>()
  for (const key of TEXT_KEYS) {
    const value = values.get(key) ?? null
    if (typeof value === 'string') texts.set(key, value)
    else if (value !== null)
      fault(wrongOutputValue(spelled(request, key), 'text', isSecretKey(key) ? null : value, placeOfKey(request, key)))
  }
  const numbers = new Map<string, number>()
  for (const key of NUMBER_KEYS) {
    const value = values.get(key) ?? null
    const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isInteger(number) && inRange(key, number)) numbers.set(key, number)
    else if (value !== null)
      fault(wrongOutputValue(key, RANGES[key] ?? 'a whole number', value, placeOfKey(request, key)))
  }
  const sslmode = texts.get('sslmode') ?? DEFAULTS.sslmode
  if (!isSslMode(sslmode)) {
    fault(badSslMode(sslmode, placeOfKey(request, 'sslmode')))
    return null
  }
  const host = texts.get('host') ?? ''
  if (host.includes(',')) fault(severalHosts(placeOfKey(request, 'host')))
  const text = (key: TextKey): string | null => texts.get(key) ?? null
  const number = (key: NumberKey, otherwise: number): number => numbers.get(key) ?? otherwise
  return {
    schema: text('schema') ?? '',
    extra: extraOf(values, texts, numbers),
    settings: {
      host,
      port: number('port', DEFAULTS.port),
      user: text('user') ?? '',
      password: text('password'),
      database: text('database') ?? '',
      threads: number('threads', DEFAULTS.threads),
      sslmode,
      sslrootcert: text('sslrootcert'),
      sslcert: text('sslcert'),
      sslkey: text('sslkey'),
      sslpassword: text('sslpassword'),
      role: text('role'),
      searchPath: text('search_path'),
      keepalivesIdle: number('keepalives_idle', DEFAULTS.keepalivesIdle),
      connectTimeout: number('connect_timeout', DEFAULTS.connectTimeout),
      retries: number('retries', DEFAULTS.retries),
      applicationName: text('application_name') ?? 'assay',
      statementTimeout: numbers.get('statement_timeout') ?? null,
      options: text('options'),
    },
  }
}

const RANGES: Readonly<Record<string, string>> = {
  port: 'a port number from 1 to 65535',
  threads: 'a whole number from 1 on',
}

function inRange(key: NumberKey, value: number): boolean {
  if (key === 'port') return value >= 1 && value <= 65535
  return value >= (key === 'threads' ? 1 : 0)
}

function extraOf(
  values: ReadonlyMap<string, YamlValue>,
  texts: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, number>,
): Target['extra'] {
  const own: Record<string, Json> = {}
  for (const [key, value] of values)
    if (!isKnownKey(key) && !isSecretKey(key) && !isYamlMap(value)) own[key] = toJson(value)
  return {
    ...targetDefaults({
      connect_timeout: numbers.get('connect_timeout'),
      role: texts.get('role'),
      search_path: texts.get('search_path'),
      keepalives_idle: numbers.get('keepalives_idle'),
      sslmode: texts.get('sslmode'),
      sslcert: texts.get('sslcert'),
      sslkey: texts.get('sslkey'),
      sslrootcert: texts.get('sslrootcert'),
      application_name: texts.get('application_name'),
      autocommit: values.get('autocommit') === true,
      retries: numbers.get('retries'),
    }),
    ...own,
  }
}

/** What dbt shows in `target` besides the address, in its order and with its defaults. */
export function targetDefaults(given: Readonly<Record<string, Json | undefined>>): Target['extra'] {
  return {
    connect_timeout: given.connect_timeout ?? DEFAULTS.connectTimeout,
    role: given.role ?? null,
    search_path: given.search_path ?? null,
    keepalives_idle: given.keepalives_idle ?? DEFAULTS.keepalivesIdle,
    sslmode: given.sslmode ?? null,
    sslcert: given.sslcert ?? null,
    sslkey: given.sslkey ?? null,
    sslrootcert: given.sslrootcert ?? null,
    application_name: given.application_name ?? 'assay',
    autocommit: given.autocommit ?? false,
    retries: given.retries ?? DEFAULTS.retries,
  }
}

function child(value: YamlValue | undefined, step: string | number): YamlValue | undefined {
  return isYamlMap(value) && Object.hasOwn(value, step) ? value[step] : undefined
}

/** A place in the file, without its text: a code frame would show what stands around, passwords too. */
function place({ document, path }: OutputRequest, below: YamlPath, part?: 'key'): Location {
  const { file, line, column } = placeOf(document, [...path, ...below], part)
  return { file, line, column }
}

function placeOfKey(request: OutputRequest, key: string): Location {
  return place(request, [spelled(request, key)])
}

/** A key as the output spells it. */
function spelled(request: OutputRequest, key: string): string {
  const written = request.path.reduce<YamlValue | undefined>(child, request.document.value)
  return isYamlMap(written) && !Object.hasOwn(written, key) ? oldNameOf(key) : key
}

/** The name that profiles mostly have it under: `dbname`, `pass`. */
function oldNameOf(key: string): string {
  return Object.keys(ALIASES).find((name) => ALIASES[name] === key) ?? key
}
