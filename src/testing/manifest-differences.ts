import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'

/** What no two parses have alike, and what dbt keeps for itself. */
const IGNORED: ReadonlySet<string> = new Set([
  'created_at',
  'root_path',
  'config_call_dict',
  'unrendered_config_call_dict',
])

/** Lists whose order says nothing: dbt fills them from sets, or in the order in which it came by. */
const UNORDERED = /(?:^|\.)(?:tags|refs|sources|depends_on\.nodes|depends_on\.macros)$/

/** All that differs between two values, a line each: `path: ours, dbt's`. The order of keys does not count. */
export function manifestDifferences(ours: Json | undefined, theirs: Json | undefined, path = ''): readonly string[] {
  if (isJsonObject(ours) && isJsonObject(theirs)) {
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
      .filter((key) => !IGNORED.has(key))
      .flatMap((key) => manifestDifferences(ours[key], theirs[key], path === '' ? key : `${path}.${key}`))
  }
  if (path.startsWith('disabled.') && Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return byFile(ours).flatMap((one, i) =>
      manifestDifferences(one, byFile(theirs)[i], path.replace(/^disabled/, `disabled[${i}]`)),
    )
  const [a, b] = [text(ours, path), text(theirs, path)]
  return a === b ? [] : [`${path}: ours ${a}, dbt's ${b}`]
}

/** Files of one name come in the order in which a file system lists them. */
function byFile(resources: readonly Json[]): readonly Json[] {
  const path = (one: Json): string => (isJsonObject(one) ? String(one.original_file_path) : '')
  return resources.toSorted((a, b) => (path(a) < path(b) ? -1 : 1))
}

function text(value: Json | undefined, path: string): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value) && (UNORDERED.test(path) || /_map\./.test(path)))
    return `[${value.map((item) => JSON.stringify(sorted(item))).sort()}]`
  return JSON.stringify(sorted(value))
}

/** With the keys of every object in one order. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  const kept = Object.keys(value).filter((key) => !IGNORED.has(key))
  return Object.fromEntries(kept.sort().map((key) => [key, sorted(value[key] as Json)]))
}

/** The sections of a manifest that a recording holds, without what the engines bring themselves. */
export function ownPart(manifest: JsonObject, sections: readonly string[]): JsonObject {
  return Object.fromEntries(
    sections.map((section) => [
      section,
      Object.fromEntries(Object.entries((manifest[section] ?? {}) as JsonObject).filter(([id]) => !BUILT_IN.test(id))),
    ]),
  )
}

const BUILT_IN = /^(?:macro|doc)\.(?:dbt|dbt_postgres|assay)\./
