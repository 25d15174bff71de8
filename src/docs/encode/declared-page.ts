import type {
  ManifestArtifact,
  ManifestExposure,
  ManifestSource,
  ManifestUnitTest,
} from '../../artifacts/manifest/read-manifest.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import type { Page, PageKind, Section } from '../site-data.ts'
import { clocksOf } from './clocks.ts'
import { columnFacts } from './columns.ts'
import { freshnessFact } from './freshness-fact.ts'
import { statsOf } from './node-page.ts'
import { lineageOf, ownSections } from './own-facts.ts'
import { argumentFacts, given, ownerText, plain, present } from './page-parts.ts'
import { failingRows } from './results.ts'
import { entryOf } from './sections/loose.ts'
import { metricSections, withoutGates } from './sections/metrics.ts'
import { relationType, tableOf } from './site-artifacts.ts'
import type { SiteContext } from './site-context.ts'

type ManifestMacro = ManifestArtifact['macros'][string]
type Semantic =
  | ManifestArtifact['metrics'][string]
  | ManifestArtifact['semantic_models'][string]
  | ManifestArtifact['saved_queries'][string]

export function sourcePage(source: ManifestSource, context: SiteContext): Page {
  const { artifacts } = context
  const id = source.unique_id
  const table = tableOf(artifacts, id)
  const tests = context.tests.get(id) ?? []
  const freshness = freshnessFact(source.freshness, context.fresh.get(id))
  const config = { ...source.config, meta: { ...source.meta, ...source.config.meta } }
  const columns = columnFacts({
    ...{ declared: source.columns, table, tests, config, primaryKey: [] },
    lineage: lineageOf(artifacts, id),
  })
  const owner = source.meta.owner ?? source.source_meta.owner
  return {
    id,
    kind: 'source',
    name: `${source.source_name}.${source.name}`,
    package: source.package_name,
    facts: [
      ...facts({
        owner: typeof owner === 'string' ? owner : '',
        loader: source.loader,
        'loaded at': source.loaded_at_field ?? '',
        'database owner': table?.metadata.owner ?? '',
        'stored as': relationType(table),
      }),
      ...statsOf(table?.stats ?? {}),
    ],
    ...given({
      description: [source.description, source.source_description].filter((text) => text !== '').join('\n\n'),
      file: source.original_file_path,
      relation: source.relation_name ?? '',
    }),
    ...present({
      tags: source.tags,
      meta: source.meta,
      clocks: clocksOf(config),
      columns,
      tests,
      failing: failingRows(artifacts, tests),
      sections: ownSections(artifacts, id),
    }),
    ...(freshness === undefined ? {} : { freshness }),
  }
}

export function exposurePage(exposure: ManifestExposure, { artifacts }: SiteContext): Page {
  const { unique_id: id, url } = exposure
  const meta = plain(exposure.meta) as JsonObject // it was read as one
  return {
    id,
    kind: 'exposure',
    name: exposure.label ?? exposure.name,
    package: exposure.package_name,
    facts: [
      ...facts({ type: exposure.type, owner: ownerText(exposure.owner), maturity: exposure.maturity ?? '' }),
      ...(url === null ? [] : [{ label: 'address', text: url, link: url }]),
    ],
    ...given({ description: exposure.description, file: exposure.original_file_path }),
    ...present({
      tags: exposure.tags,
      meta: withoutGates(meta),
      sections: [...metricSections(meta, entryOf(artifacts.metrics?.exposures, id)), ...ownSections(artifacts, id)],
    }),
  }
}

export function macroPage(macro: ManifestMacro): Page {
  return {
    id: macro.unique_id,
    kind: 'macro',
    name: macro.name,
    package: macro.package_name,
    facts: [],
    ...given({ description: macro.description, file: macro.original_file_path, raw: macro.macro_sql }),
    ...present({
      arguments: argumentFacts(macro.arguments),
      macros: macro.depends_on.macros,
      meta: macro.meta,
    }),
  }
}

export function unitTestPage(test: ManifestUnitTest, { ran }: SiteContext): Page {
  const outcome = ran.get(test.unique_id)
  return {
    id: test.unique_id,
    kind: 'unit_test',
    name: test.name,
    package: test.package_name,
    facts: facts({ model: test.model }),
    ...given({ description: test.description, file: test.original_file_path }),
    ...(outcome === undefined ? {} : { lastRun: outcome }),
    sections: [
      ...test.given.map(({ input, rows, fixture }) => rowsSection(`given ${input}`, rows ?? fixture)),
      rowsSection('expected', test.expect.rows ?? test.expect.fixture),
    ],
  }
}

function rowsSection(title: string, rows: Json): Section {
  if (typeof rows === 'string') return { kind: 'code', title, code: rows }
  const list = (Array.isArray(rows) ? rows : []) as readonly JsonObject[] // the format allows nothing else in it
  const head = [...new Set(list.flatMap((row) => Object.keys(row)))]
  const cell = (value: Json | undefined): string =>
    value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return { kind: 'table', title, head, rows: list.map((row) => head.map((name) => cell(row[name]))) }
}

/** Metrics, semantic models, saved queries: their definitions as they stand. */
export function semanticPage(described: Semantic): Page {
  const kind: PageKind = described.resource_type
  const sections = SECTIONS[described.resource_type].flatMap((key): Section[] => {
    const data = (described as unknown as JsonObject)[key] // it was read as JSON
    if (data === undefined || data === null || (Array.isArray(data) && data.length === 0)) return []
    return [{ kind: 'data', title: key.replaceAll('_', ' '), data: plain(data) }]
  })
  return {
    id: described.unique_id,
    kind,
    name: described.label ?? described.name,
    package: described.package_name,
    facts: facts({
      type: described.resource_type === 'metric' ? described.type : '',
      group: described.group ?? '',
    }),
    ...given({ description: described.description ?? '', file: described.original_file_path }),
    ...present({ sections }),
  }
}

const SECTIONS: Readonly<Record<Semantic['resource_type'], readonly string[]>> = {
  metric: ['type_params', 'filter'],
  semantic_model: ['defaults', 'entities', 'dimensions', 'measures'],
  saved_query: ['query_params', 'exports'],
}

function facts(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).flatMap(([label, text]) => (text === '' ? [] : [{ label, text }]))
}
