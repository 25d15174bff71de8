/**
 * The config of a node before it was rendered: what `state:modified` compares, so that the same project in another
 * environment is unchanged. The rules are dbt's (dbt/context/context_config.py, parser/base.py), odd ones included,
 * because states are compared across engines: a later layer replaces an earlier one key by key, and what `config(…)`
 * says is the text of its arguments where dbt rendered the node, and their values where it did not have to.
 */
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { Template } from '../../jinja/template.ts'
import type { ConfigSection } from '../../project/project.ts'
import { visitStatements } from '../called-names.ts'
import { deepMerge } from './deep-merge.ts'
import { folderConfigs } from './folder-config.ts'
import { APPENDED, APPENDED_BY_KEY, asList, UPDATED } from './merge-config.ts'
import type { ConfigSources } from './resolve-config.ts'
import { writtenValue } from './written-expression.ts'

export interface CodeAsWritten {
  readonly template: Template
  /** Whether dbt reads it without Jinja; see `isPlainTemplate`. */
  readonly isPlain: boolean
}

/**
 * `written` is `config:` of the properties before rendering, where there is any; `code` the node's template, null where
 * `calls` is all there is.
 */
export function unrenderedConfig(
  section: ConfigSection,
  { fqn, own, root, properties, calls }: ConfigSources,
  written: Json | undefined,
  code: CodeAsWritten | null,
): JsonObject {
  const config: Record<string, Json> = {}
  const inFolders = !FORGOTTEN.has(section)
  if (inFolders) for (const layer of folderConfigs(own.unrenderedConfigs[section], fqn)) put(config, layer)
  const described = properties !== null && Object.keys(properties).length > 0
  if (described) put(config, isJsonObject(written) ? deepMerge(properties, written) : properties)
  const plain = code?.isPlain === true
  const entries = calls.flatMap((call) => Object.entries(call))
  const texts = code === null || plain || entries.length === 0 ? {} : writtenCall(code.template)
  put(config, Object.keys(texts).length > 0 ? texts : mergeCalls(plain ? entries.map(([k, v]) => ({ [k]: v })) : calls))
  if (inFolders && own !== root)
    for (const layer of folderConfigs(root.unrenderedConfigs[section], fqn)) put(config, layer)
  if (plain && !described) Object.assign(config, Object.fromEntries(entries))
  return config
}

/** Sections of project files that dbt forgets here. */
const FORGOTTEN: ReadonlySet<ConfigSection> = new Set(['functions', 'semantic-models', 'saved-queries'])

function put(config: Record<string, Json>, layer: JsonObject): void {
  for (const [key, value] of Object.entries(layer)) config[SPELLINGS[key] ?? key] = value
}

const SPELLINGS: Readonly<Record<string, string>> = { dbname: 'database', pass: 'password' }

/** The arguments of the first `config(…)` of a template, in dbt's spelling. */
function writtenCall(template: Template): JsonObject {
  const { source, span, body } = template
  // dbt looks for its name with the parenthesis first: `config (…)` it does not see.
  if (!source.slice(span.start, span.end).includes('config(')) return {}
  let found: JsonObject | undefined
  visitStatements(body, {
    call({ callee, arguments: { keywords } }) {
      if (found !== undefined || callee.kind !== 'name' || callee.name !== 'config') return
      found = Object.fromEntries(keywords.map(({ name, value }) => [name, writtenValue(value)]))
    },
    name: () => undefined,
    assigned: () => undefined,
    filter: () => undefined,
    test: () => undefined,
    runs: () => false,
  })
  return found ?? {}
}

/** The calls of `config(…)` as one: the first as it is, of later ones what adds up is added, as lists. */
function mergeCalls([first, ...more]: readonly JsonObject[]): JsonObject {
  const merged: Record<string, Json> = { ...first }
  for (const call of more) {
    // Whatever comes to an empty config is taken as it is.
    if (Object.keys(merged).length === 0) Object.assign(merged, call)
    else for (const [key, value] of Object.entries(call)) merged[key] = mergeValue(key, merged[key], value)
  }
  return merged
}

function mergeValue(key: string, before: Json | undefined, value: Json): Json {
  if (APPENDED.has(key)) return [...asList(before), ...asList(value)]
  if (!isJsonObject(value)) return value
  if (UPDATED.has(key)) return isJsonObject(before) ? { ...before, ...value } : value
  if (!APPENDED_BY_KEY.has(key)) return value
  const merged: Record<string, Json> = {}
  for (const [name, granted] of Object.entries(isJsonObject(before) ? before : {})) merged[name] = asList(granted)
  for (const [name, granted] of Object.entries(value))
    merged[name] = name.startsWith('+') ? [...asList(merged[name]), ...asList(granted)] : asList(granted)
  return merged
}
