import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { parsed } from '../kept-entries.ts'

/**
 * `last_results.json`: what became of each node the last time it was built or tested, by whichever command. In the format
 * of `run_results.json`, which holds the last command alone; compiled code is left to that. `earlier` is the file as it
 * was; what cannot be read of it is forgotten.
 */
export function lastResults(earlier: string | null, latest: JsonObject, isKnown: (id: string) => boolean): JsonObject {
  const results = new Map<string, JsonObject>()
  for (const result of [...resultsOf(parsed(earlier)), ...resultsOf(latest)]) {
    const { unique_id: id } = result
    if (typeof id === 'string' && isKnown(id)) results.set(id, { ...result, compiled_code: null })
  }
  return { ...latest, results: [...results.values()] }
}

function resultsOf(artifact: Json): readonly JsonObject[] {
  const results = isJsonObject(artifact) ? artifact.results : undefined
  return Array.isArray(results) ? results.filter(isJsonObject) : []
}
