import type { JsonObject } from '../../base/json.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import { asList } from '../config/merge-config.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { savedQuerySchema } from './schemas.ts'
import { type SavedQueryDraft, semanticParts } from './semantic-parts.ts'

/** One entry of `saved_queries:`; null after reporting what is wrong. */
export async function readSavedQuery(entry: PropertyEntry, parsing: Parsing): Promise<SavedQueryDraft | null> {
  const name = String(entry.rendered.name)
  const what = `saved query '${name}'`
  const given = checkEntry(savedQuerySchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (given === null) return null
  const parts = semanticParts('saved_query', name, given.config, entry, entry.locate(['name']), parsing)
  if (parts === null) return null
  const exports: JsonObject[] = []
  for (const { name: export_, config: own } of given.exports) {
    const merged: JsonObject = { ...(parts.config as unknown as JsonObject), ...own }
    // The naming macros answer for an export as for a model, with its own schema and alias before them.
    const custom = {
      database: textOrNull(merged.database),
      schema: textOrNull(merged.schema_name),
      alias: textOrNull(merged.alias),
    }
    const named = await parsing.namer.name({ packageName: entry.package, custom, describe: () => ({ name: export_ }) })
    exports.push({
      name: export_,
      config: {
        export_as: merged.export_as ?? null,
        schema_name: textOrNull(merged.schema_name) ?? textOrNull(merged.schema) ?? named.schema,
        alias: textOrNull(merged.alias) ?? named.alias,
        database: named.database,
      },
      unrendered_config: own,
    })
  }
  const texts = [...asList(given.tags), ...asList(parts.config.tags as never)].map(String)
  return {
    ...parts,
    // A tag of its own stays as it is written.
    config: given.config.tags === undefined ? parts.config : { ...parts.config, tags: given.config.tags },
    description: given.description,
    label: given.label,
    queryParams: given.query_params,
    exports,
    tags: [...new Set(texts)].sort(),
    refs: [],
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
