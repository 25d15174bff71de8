import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'

/**
 * What a project file's tree (`models:`, `seeds:`, …) says about the resource with this `fqn`: a layer a level, from
 * the root of the tree inwards. `+key` is always a config; a bare key is one unless its value is a folder's tree
 * (dbt/context/context_config.py).
 */
export function folderConfigs(tree: JsonObject, fqn: readonly string[]): readonly JsonObject[] {
  const layers: JsonObject[] = []
  let level: Json | undefined = tree
  for (let depth = 0; isJsonObject(level); depth++) {
    const layer = levelConfig(level)
    if (layer !== null) layers.push(layer)
    const folder = fqn[depth]
    if (folder === undefined) break
    level = level[folder]
  }
  return layers
}

const known = new WeakMap<JsonObject, JsonObject | null>()

/** The configs of one level; null when it has none. The same few levels serve thousands of resources. */
function levelConfig(level: JsonObject): JsonObject | null {
  const cached = known.get(level)
  if (cached !== undefined) return cached
  const config: Record<string, Json> = {}
  for (const [key, value] of Object.entries(level)) {
    if (key.startsWith('+')) config[key.slice(1).trim()] = value
    else if (!isJsonObject(value)) config[key] = value
  }
  const layer = Object.keys(config).length === 0 ? null : config
  known.set(level, layer)
  return layer
}
