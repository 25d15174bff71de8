import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { parsed } from '../kept-entries.ts'

/**
 * `last_results.json`: what became of each node the last time it was built or tested, by whichever command. In the format
 * of `run_results.json`, which holds the last command alone; compiled code is left to that. `of_last_run` names those of
 * the last such command. `earlier` is the file as it was; what cannot be read of it is forgotten.
 */
export function lastResults(earlier: string | null, latest: JsonObject, isKnown: (id: string) => boolean): JsonObject {
  const known = (artifact: Json): ReadonlyMap<string, JsonObject> =>
    new Map(
      resultsOf(artifact).flatMap((result): [string, JsonObject][] => {
        const { unique_id: id } = result
        return typeof id === 'string' && isKnown(id) ? [[id, { ...result, compiled_code: null }]] : []
      }),
    )
  const last = known(latest)
  const all = new Map([...known(parsed(earlier)), ...last])
  return { ...latest, results: [...all.values()], of_last_run: [...last.keys()] }
}

function resultsOf(artifact: Json): readonly JsonObject[] {
  const results = isJsonObject(artifact) ? artifact.results : undefined
  return Array.isArray(results) ? results.filter(isJsonObject) : []
}
