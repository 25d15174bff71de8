/** The project of src/graph/testdata and dbt's answers about it, as the types of this repository. */
import { readFileSync } from 'node:fs'
import { buildGraph } from '../graph/graph.ts'
import { comparable } from '../graph/methods/comparable.ts'
import type { SelectionArguments } from '../graph/parse-selection.ts'
import type { Column } from '../resources/column.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest, SelectorDefinition } from '../resources/manifest.ts'
import type { PreviousState } from '../resources/previous-state.ts'
import type { Version } from '../resources/ref.ts'
import {
  analysis,
  exposure,
  genericTest,
  type ManifestPart,
  macro,
  manifestOf,
  model,
  operation,
  seed,
  singularTest,
  snapshot,
  source,
} from './manifest-builder.ts'

export interface RecordedCase extends Omit<SelectionArguments, 'indirectSelection'> {
  readonly indirect?: SelectionArguments['indirectSelection']
  readonly resource_types?: readonly string[]
  readonly state?: boolean
  /** What dbt selected, and the criteria of which it said that they match nothing; or its error. */
  readonly ids?: readonly string[]
  readonly unmatched?: readonly string[]
  readonly error?: string
}

interface Recorded {
  readonly defaultKinds: readonly string[]
  readonly selectors: readonly (Partial<SelectorDefinition> & Pick<SelectorDefinition, 'name' | 'definition'>)[]
  readonly results: Readonly<Record<UniqueId, string>>
  readonly freshBefore: Readonly<Record<UniqueId, string | null>>
  readonly freshNow: Readonly<Record<UniqueId, string | null>>
  readonly now: RecordedManifest
  readonly before: RecordedManifest
  readonly cases: readonly RecordedCase[]
}

interface RecordedManifest {
  readonly resources: readonly Fact[]
  readonly macros: readonly { readonly id: UniqueId; readonly code: string; readonly calls: readonly UniqueId[] }[]
}

/** What `record.py` keeps of a node, source or exposure; an absent key has dbt's default. */
interface Fact {
  readonly id: UniqueId
  readonly kind: string
  readonly name: string
  readonly package: string
  readonly originalPath: string
  readonly patchPath?: string
  readonly fqn: readonly string[]
  readonly tags?: readonly string[]
  readonly version?: Version
  readonly latestVersion?: Version
  readonly sourceName?: string
  readonly identifier?: string
  readonly schema?: string
  readonly loadedAtField?: string
  readonly freshness?: never
  readonly generic?: string
  readonly reads?: readonly UniqueId[]
  readonly macros?: readonly UniqueId[]
  readonly rawCode?: string
  readonly checksum?: string
  readonly description?: string
  readonly columns?: readonly { readonly name: string; readonly description?: string; readonly data_type?: string }[]
  readonly config?: Readonly<Record<string, never>>
  readonly unrenderedConfig?: Readonly<Record<string, never>>
  readonly exposureType?: 'dashboard' | 'ml'
}

const recorded: Recorded = JSON.parse(
  readFileSync(new URL('../graph/testdata/selection.json', import.meta.url), 'utf8'),
)

export const cases = recorded.cases

export const defaultKinds = recorded.defaultKinds

export const selectorDefinitions: readonly SelectorDefinition[] = recorded.selectors.map((selector) => ({
  description: null,
  default: false,
  ...selector,
}))

export const manifest: Manifest = { ...manifestFrom(recorded.now), selectors: selectorDefinitions }

const before = manifestFrom(recorded.before)

export const previous: PreviousState = {
  manifest: {
    resources: new Map([...buildGraph(before).resources].map(([id, resource]) => [id, comparable(resource)])),
    macros: new Map([...before.macros].map(([id, { code }]) => [id, code])),
  },
  results: entriesOf(recorded.results),
  freshness: freshness(recorded.freshBefore),
  currentFreshness: freshness(recorded.freshNow),
}

function entriesOf<T>(record: Readonly<Record<UniqueId, T>>): ReadonlyMap<UniqueId, T> {
  return new Map(Object.entries(record) as [UniqueId, T][]) // the file's keys are ids
}

function freshness(times: Readonly<Record<UniqueId, string | null>>) {
  return new Map([...entriesOf(times)].map(([id, time]) => [id, time === null ? null : Date.parse(time) * 1000]))
}

function manifestFrom({ resources, macros }: RecordedManifest): Manifest {
  const made = new Map(
    macros.map(({ id, code }) => [id, macro(id.split('.')[2] ?? '', code, { package: id.split('.')[1] ?? '' })]),
  )
  for (const { id, calls } of macros) {
    const caller = made.get(id)
    if (caller !== undefined) made.set(id, { ...caller, dependsOn: { macros: calls } })
  }
  return manifestOf(...resources.map((fact) => partFrom(fact, new Set(made.keys()))), ...made.values())
}

function partFrom(fact: Fact, macros: ReadonlySet<UniqueId>): ManifestPart {
  const { id, name, originalPath, fqn, config = {}, unrenderedConfig = {}, tags = [], description = '' } = fact
  const given = { id, package: fact.package, originalPath, fqn, tags, description, config, unrenderedConfig }
  const dependsOn = { nodes: fact.reads ?? [], macros: (fact.macros ?? []).filter((id) => macros.has(id)) }
  const patchPath = fact.patchPath ?? null
  const columns = new Map((fact.columns ?? []).map((column) => [column.name, columnFrom(column)]))
  const described = { ...given, patchPath, columns }
  const code = { ...described, rawCode: fact.rawCode ?? '', dependsOn }
  const { version, latestVersion } = fact
  const versions = version === undefined || latestVersion === undefined ? {} : { version, latestVersion }
  const { sourceName = '', identifier = name, schema = '', loadedAtField = null } = fact
  switch (fact.kind) {
    case 'model':
      return model(name, { ...code, ...versions })
    case 'seed':
      return seed(name, { ...described, checksum: { name: 'sha256', checksum: fact.checksum ?? '' } })
    case 'snapshot':
      return snapshot(name, code)
    case 'analysis':
      return analysis(name, code)
    case 'operation':
      return operation(name, code)
    case 'exposure':
      return exposure(name, { ...given, dependsOn, type: fact.exposureType ?? 'dashboard' })
    case 'source':
      return source(sourceName, name, {
        ...described,
        identifier,
        schema,
        loadedAtField,
        freshness: fact.freshness ?? null,
      })
    case 'test': {
      const plain = singularTest(name, code)
      const generic = genericTest(fact.generic ?? '', plain, null).generic
      return fact.generic === undefined ? plain : { ...plain, generic }
    }
    default:
      throw new Error(`recorded a ${fact.kind}, which no test can make`)
  }
}

function columnFrom(recorded: { name: string; description?: string; data_type?: string }): Column {
  const { name, description = '', data_type = null } = recorded
  return {
    name,
    description,
    data_type,
    quote: null,
    constraints: [],
    tags: [],
    meta: {},
    config: {},
    extra: {},
    docBlocks: [],
  }
}
