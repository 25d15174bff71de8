import type { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'
import type { ConfigSection, ProjectSettings } from '../../project/project.ts'
import { check, type ValuePath, type Written } from '../properties/check.ts'
import type { Report } from '../report.ts'
import { folderConfigs } from './folder-config.ts'
import { mergeConfig } from './merge-config.ts'

/** Where the parts of one resource's config come from, weakest first as they are merged. */
export interface ConfigSources {
  readonly fqn: readonly string[]
  /** Its own package's project file, and the root project's, which has the last word over an installed package. */
  readonly own: ProjectSettings
  readonly root: ProjectSettings
  /** `config:` of its properties. */
  readonly properties: JsonObject | null
  /** Each `config(…)` of its file, in order. */
  readonly calls: readonly JsonObject[]
}

/** The layers over one another: own project file < properties < config() < root project file (if another's). */
export function mergedConfig(section: ConfigSection, sources: ConfigSources): JsonObject {
  const { fqn, own, root, properties, calls } = sources
  let merged: JsonObject = {}
  for (const layer of folderConfigs(own.configs[section], fqn)) merged = mergeConfig(merged, layer)
  if (properties !== null) merged = mergeConfig(merged, properties)
  for (const call of calls) merged = mergeConfig(merged, call)
  if (own !== root) for (const layer of folderConfigs(root.configs[section], fqn)) merged = mergeConfig(merged, layer)
  return merged
}

/**
 * Resolved configs of one kind. Thousands of resources have the same one, so equal ones are one object: checked once,
 * kept once.
 */
export class ConfigShelf<T> {
  readonly #schema: z.ZodType<T>
  readonly #finish: (config: T) => T
  readonly #known = new Map<string, T | null>()

  constructor(schema: z.ZodType<T>, finish: (config: T) => T = (config) => config) {
    this.#schema = schema
    this.#finish = finish
  }

  /** The config with defaults filled in, or null after reporting what is wrong with it. */
  resolve(merged: JsonObject, written: (path: ValuePath) => Written, report: Report): T | null {
    const key = JSON.stringify(merged)
    const known = this.#known.get(key)
    if (known !== undefined && known !== null) return known
    const checked = check(this.#schema, merged, written, report)
    const config = checked === null ? null : this.#finish(checked)
    this.#known.set(key, config)
    return config
  }
}
